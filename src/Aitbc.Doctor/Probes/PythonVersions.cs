using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>The versions that a requirement admits: PEP 440's specifiers, and Poetry's on top of them.</summary>
public sealed partial class PythonVersions
{
    private static readonly PythonVersion Largest = PythonVersion.Of(999_999_999);

    // One of these, whose conditions all hold.
    private readonly IReadOnlyList<IReadOnlyList<Clause>> _choices;

    private PythonVersions(IReadOnlyList<IReadOnlyList<Clause>> choices) => _choices = choices;

    /// <summary><c>&gt;=1.2,&lt;2</c>, <c>~=1.4</c>, <c>==1.*</c>; null where it is none. Empty admits all.</summary>
    public static PythonVersions? Parse(string text)
    {
        var clauses = Clauses(text.Trim() is "*" ? "" : text, poetry: false);
        return clauses is null ? null : new PythonVersions([clauses]);
    }

    /// <summary>The same as Poetry reads it: also <c>^1.2</c>, <c>~1.2</c>, <c>1.2.*</c>, <c>1.2</c>, <c>*</c>, <c>a || b</c>.</summary>
    public static PythonVersions? ParsePoetry(string text)
    {
        var choices = text.Split(["||", "|"], StringSplitOptions.TrimEntries).Select(static choice => Clauses(choice, poetry: true)).ToList();
        return choices.Exists(static clauses => clauses is null) ? null : new PythonVersions([.. choices.Select(static clauses => clauses!)]);
    }

    /// <summary>Whether a version is admitted. Pre-releases are: to leave them out is the installer's choice.</summary>
    public bool Contains(PythonVersion version) => _choices.Any(clauses => clauses.All(clause => clause.Holds(version)));

    /// <summary>Whether any release from this one on is admitted.</summary>
    public bool AdmitsFrom(PythonVersion least)
    {
        // Between the versions that the conditions name nothing changes: one of each stretch tells.
        var edges = _choices.SelectMany(static clauses => clauses).SelectMany(static clause => clause.Edges).Append(least).Append(Largest);
        return edges.SelectMany(static edge => new[] { edge, edge.After() }).Any(version => version.CompareTo(least) >= 0 && Contains(version));
    }

    private static List<Clause>? Clauses(string text, bool poetry)
    {
        var clauses = new List<Clause>();
        var position = 0;
        var pattern = Term();
        text = text.Trim();
        while (position < text.Length)
        {
            var match = pattern.Match(text, position);
            if (!match.Success || match.Index != position)
                return null;

            position += match.Length;
            var (op, version, wildcard) = (match.Groups["op"].Value, match.Groups["version"].Value, match.Groups["any"].Success);
            if (match.Groups["star"].Success)
            {
                if (!poetry || op is not ("" or "=="))
                    return null;
                continue;
            }

            if (op == "===")
            {
                if (PythonVersion.Parse(version) is not { } exact || wildcard)
                    return null;
                clauses.Add(new Clause("==", exact, false));
                continue;
            }

            if (PythonVersion.Parse(version) is not { } parsed)
                return null;
            var length = parsed.Release.Count;
            switch (op)
            {
                case "^" or "~" when poetry && !wildcard:
                    clauses.Add(new Clause(">=", parsed, false));
                    clauses.Add(new Clause("<", parsed.Next(op == "~" ? Math.Min(length, 2) : CaretLength(parsed)), false));
                    break;
                case "~=" when length >= 2 && !wildcard:
                    clauses.Add(new Clause(">=", parsed, false));
                    clauses.Add(new Clause("==", parsed.Prefix(length - 1), true));
                    break;
                case "" or "=" when poetry:
                    clauses.Add(new Clause("==", parsed, wildcard));
                    break;
                case "==" or "!=":
                    clauses.Add(new Clause(op, parsed, wildcard));
                    break;
                case "<" or "<=" or ">" or ">=" when !wildcard:
                    clauses.Add(new Clause(op, parsed, false));
                    break;
                default:
                    return null;
            }
        }

        return clauses;
    }

    /// <summary>How many numbers <c>^</c> keeps: up to the first that is not zero.</summary>
    private static int CaretLength(PythonVersion version)
    {
        for (var i = 0; i < version.Release.Count; i++)
        {
            if (version.Release[i] != 0)
                return i + 1;
        }

        return version.Release.Count;
    }

    [GeneratedRegex(@"\s*(?<op>===|~=|==|!=|<=|>=|<|>|\^|~|=)?\s*(?:(?<star>\*)|(?<version>[0-9vV][0-9A-Za-z.!+_-]*?)(?<any>\.\*)?)\s*(?:,\s*|(?<=\s)|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();

    private sealed record Clause(string Operator, PythonVersion Version, bool Prefix)
    {
        public IEnumerable<PythonVersion> Edges => Prefix ? [Version, Version.Next(Version.Release.Count)] : [Version];

        public bool Holds(PythonVersion version) => Operator switch
        {
            "==" => Same(version),
            "!=" => !Same(version),
            "<=" => version.ComparePublic(Version) <= 0,
            ">=" => version.ComparePublic(Version) >= 0,
            // 2.0rc1 is not below 2.0, nor 2.0.post1 above it.
            "<" => version.ComparePublic(Version) < 0 && (Version.IsPreRelease || !version.IsPreRelease || version.CompareRelease(Version) != 0),
            _ => version.ComparePublic(Version) > 0 && (Version.IsPostRelease || !version.IsPostRelease || version.CompareRelease(Version) != 0),
        };

        private bool Same(PythonVersion version) =>
            Prefix ? version.StartsWith(Version) : Version.IsLocal ? version.CompareTo(Version) == 0 : version.ComparePublic(Version) == 0;
    }
}
