using System.Text;
using System.Text.RegularExpressions;

namespace Aitbc.Doctor;

/// <summary>
/// Takes secrets, control characters and CI commands out of text when evidence is made, so that no reporter has to.
/// </summary>
public sealed partial class Redactor
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "***";

    private const int LongestText = 500;
    private const int ShortestSecret = 6;

    private readonly string[] _secrets;

    /// <param name="environment">Variables whose names tell a secret are taken out by value, wherever they appear.</param>
    public Redactor(IReadOnlyDictionary<string, string> environment) => _secrets =
    [
        .. environment
            .Where(static pair => pair.Value.Length >= ShortestSecret && SecretName().IsMatch(pair.Key) && !pair.Value.StartsWith('/'))
            .Select(static pair => pair.Value)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static value => value.Length),
    ];

    /// <summary>Evidence whose text is safe to show.</summary>
    public Evidence Evidence(string label, string text) => new(Line(label), Line(text));

    /// <summary>The text on one line, without secrets and without anything that a terminal, MSBuild or a CI host would act on.</summary>
    public string Line(string text)
    {
        // The regexes below see bounded text only; a secret cut in two by the bound goes with the rest.
        if (text.Length > 4 * LongestText)
            text = text[..(4 * LongestText)];
        text = PrivateKey().Replace(text, "[private key]");
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = AnsiEscape().Replace(text, "");
        text = OneLine(text);
        text = UrlUser().Replace(text, "$1" + Mask + "@");
        text = Authorization().Replace(text, "$1" + Mask);
        text = NamedSecret().Replace(text, "$1" + Mask);
        text = KnownToken().Replace(text, Mask);
        text = CiCommand().Replace(text, "");
        return text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "...") : text;
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            // Bidirectional overrides reorder what follows them; a reader would see another text than the one that is there.
            if (c is '\n' or '\r' or '\t' or '\u2028' or '\u2029')
                line.Append(' ');
            else if (!char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E') and not (>= '\u2066' and <= '\u2069') and not '\u200B' and not '\uFEFF')
                line.Append(c);
        }

        return line.ToString().Trim();
    }

    [GeneratedRegex(@"(?i)(token|secret|passw(or)?d|api_?key|private_?key|credential|_pat$|^pat$)", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\u001B(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(\u0007|\u001B\\)?|[@-Z\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex AnsiEscape();

    [GeneratedRegex(@"(\b[A-Za-z][A-Za-z0-9+.\-]*://)[^\s/@'""<>]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlUser();

    [GeneratedRegex(@"(?i)(\b(?:proxy-)?authorization[""']?\s*[:=]\s*[""']?)[^""'\r\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"(?i)((?:[A-Za-z0-9_\-]*(?:token|secret|passw(?:or)?d|api_?key|private_?key))[""']?\s*[:=]\s*[""']?)(?![""'\s$*{<]|None\b|null\b|os\.)[^\s""',;)&]+", RegexOptions.CultureInvariant)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w\-]{20,}|xox[abprs]-[\w\-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex KnownToken();

    // GitHub and Gitea read ::command:: after white space, Azure ##vso[ and ##[ anywhere, TeamCity ##teamcity[.
    [GeneratedRegex(@"##\w*(?=\[)|(?<=^\s*|\s)::(?=[a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex CiCommand();
}
