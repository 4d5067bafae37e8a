namespace Aitbc.Doctor;

/// <summary>What is embedded: pages, sections, Python parts.</summary>
internal static class Resources
{
    /// <summary>The names of all, such as <c>playbook/09-Ports/README.md</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Resources).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    public static string Text(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
