using System.Globalization;
using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>A version as PEP 440 orders it.</summary>
public sealed partial class PythonVersion : IComparable<PythonVersion>
{
    // Before every number, and after every one.
    private const long First = -1, Last = long.MaxValue;

    private readonly long[] _key;
    private readonly string[] _local;

    private PythonVersion(long epoch, long[] release, (long Kind, long Number) pre, long post, long dev, string[] local)
    {
        (Epoch, Release, IsPreRelease, IsPostRelease, _local) = (epoch, release, pre.Kind is >= 0 and < 3 || dev != Last, post != First, local);
        _key = [pre.Kind, pre.Number, post, dev];
    }

    /// <summary>The epoch, 0 for nearly all.</summary>
    public long Epoch { get; }

    /// <summary>The numbers between the dots.</summary>
    public IReadOnlyList<long> Release { get; }

    /// <summary>Alpha, beta, candidate or development release.</summary>
    public bool IsPreRelease { get; }

    /// <summary>A post-release.</summary>
    public bool IsPostRelease { get; }

    /// <summary>It has a local part, after <c>+</c>.</summary>
    public bool IsLocal => _local.Length > 0;

    /// <summary>A release of these numbers.</summary>
    public static PythonVersion Of(params long[] release) => new(0, release, (3, 0), First, Last, []);

    /// <summary>The version, or null where the text is none (or its numbers are beyond all measure).</summary>
    public static PythonVersion? Parse(string text)
    {
        if (text.Length > 200 || Form().Match(text) is not { Success: true } match)
            return null;

        var release = match.Groups["release"].Value.Split('.').Select(static part => Number(part)).ToArray();
        var (epoch, hasDev, hasPost) = (Number(match.Groups["epoch"].Value), match.Groups["dev"].Success, match.Groups["post"].Success);
        var pre = match.Groups["pre"].Success
            ? (match.Groups["pre"].Value.ToLowerInvariant() switch { "a" or "alpha" => 0L, "b" or "beta" => 1L, _ => 2L }, Number(match.Groups["pren"].Value))
            : hasDev && !hasPost ? (First, 0L) : (3L, 0L);
        var post = hasPost ? Number(match.Groups["postn"].Value + match.Groups["postm"].Value) : First;
        var dev = hasDev ? Number(match.Groups["devn"].Value) : Last;
        var local = match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Split('.', '-', '_') : [];
        return release.Append(epoch).Append(pre.Item2).Append(post).Contains(long.MinValue) || dev == long.MinValue ? null : new PythonVersion(epoch, release, pre, post, dev, local);

        static long Number(string digits) =>
            digits.Length == 0 ? 0 : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Last ? number : long.MinValue;
    }

    /// <inheritdoc/>
    public int CompareTo(PythonVersion? other) => other is null ? 1 : ComparePublic(other) is not 0 and var order ? order : CompareLocal(other);

    /// <summary>The order without local parts.</summary>
    public int ComparePublic(PythonVersion other)
    {
        if (CompareRelease(other) is not 0 and var order)
            return order;
        return _key.AsSpan().SequenceCompareTo(other._key);
    }

    /// <summary>The order of epoch and release alone.</summary>
    public int CompareRelease(PythonVersion other)
    {
        if (Epoch != other.Epoch)
            return Epoch.CompareTo(other.Epoch);
        for (var i = 0; i < Math.Max(Release.Count, other.Release.Count); i++)
        {
            if (Part(i).CompareTo(other.Part(i)) is not 0 and var order)
                return order;
        }

        return 0;
    }

    /// <summary>Whether the release starts with these numbers, as <c>== 1.2.*</c> asks.</summary>
    public bool StartsWith(PythonVersion prefix)
    {
        for (var i = 0; i < prefix.Release.Count; i++)
        {
            if (Part(i) != prefix.Part(i))
                return false;
        }

        return Epoch == prefix.Epoch;
    }

    /// <summary>The same epoch and the first numbers, the last of them raised: the first release after all <c>1.2.*</c>.</summary>
    public PythonVersion Next(int length) =>
        new(Epoch, [.. Enumerable.Range(0, length - 1).Select(Part), Part(length - 1) + 1], (3, 0), First, Last, []);

    /// <summary>The same epoch and the first numbers.</summary>
    public PythonVersion Prefix(int length) => new(Epoch, [.. Enumerable.Range(0, length).Select(Part)], (3, 0), First, Last, []);

    /// <summary>A release right after this one.</summary>
    public PythonVersion After() => new(Epoch, [.. Release, 0, 0, 1], (3, 0), First, Last, []);

    private long Part(int index) => index < Release.Count ? Release[index] : 0;

    private int CompareLocal(PythonVersion other)
    {
        for (var i = 0; i < Math.Min(_local.Length, other._local.Length); i++)
        {
            var (mine, its) = (_local[i], other._local[i]);
            var (isNumber, itsIsNumber) = (mine.All(char.IsAsciiDigit), its.All(char.IsAsciiDigit));
            var order = (isNumber, itsIsNumber) switch
            {
                (true, true) => mine.TrimStart('0').Length != its.TrimStart('0').Length
                    ? mine.TrimStart('0').Length.CompareTo(its.TrimStart('0').Length)
                    : string.CompareOrdinal(mine.TrimStart('0'), its.TrimStart('0')),
                (false, false) => string.CompareOrdinal(mine, its),
                _ => isNumber ? 1 : -1,
            };
            if (order != 0)
                return order;
        }

        return _local.Length.CompareTo(other._local.Length);
    }

    [GeneratedRegex(@"^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pren>[0-9]*))?(?<post>-(?<postm>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postn>[0-9]*))?(?<dev>[-_.]?dev[-_.]?(?<devn>[0-9]*))?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
