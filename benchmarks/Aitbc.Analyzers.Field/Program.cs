using Aitbc.Analyzers.Field;

try
{
    var options = FieldOptions.Parse(args);
    return await new FieldRun(options).Run() ? 0 : 1;
}
catch (Exception exception) when (exception is FormatException or DirectoryNotFoundException)
{
    await Console.Error.WriteLineAsync($"{exception.Message}\n\n{FieldOptions.Usage}");
    return 2;
}
