namespace Aitbc.Analyzers;

/// <summary>The words of an identifier: <c>DEFAULT_CertDirPath2</c> has default, cert, dir and path.</summary>
internal static class IdentifierWords
{
    public static List<string> Of(string identifier)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= identifier.Length; i++)
        {
            if (i < identifier.Length && char.IsLetter(identifier[i]) && !StartsWord(identifier, i))
                continue;

            if (i > start)
                words.Add(identifier.Substring(start, i - start).ToLowerInvariant());
            start = i < identifier.Length && char.IsLetter(identifier[i]) ? i : i + 1;
        }

        return words;
    }

    private static bool StartsWord(string identifier, int i) =>
        i > 0 && char.IsUpper(identifier[i])
        && (!char.IsUpper(identifier[i - 1]) || (i + 1 < identifier.Length && char.IsLower(identifier[i + 1])));
}
