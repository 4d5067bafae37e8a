using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Payment;

/// <summary>The members that an option names: <c>Method</c> or <c>Type.Method</c>, with <c>*</c> for any text.</summary>
internal sealed class MethodPatterns
{
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, MethodPatterns> Cache = new();

    private readonly IReadOnlyList<string> _patterns;
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _mayMatch;

    private MethodPatterns(IReadOnlyList<string> patterns)
    {
        _patterns = patterns;
        _mayMatch = MatchesName;
    }

    public static MethodPatterns Of(MethodPatternOption option, AnalyzerConfigOptions options) =>
        Cache.GetValue(option.Read(options), static patterns => new MethodPatterns(patterns));

    /// <summary>The cheapest test: can a member of this name be one of them, whatever its type is?</summary>
    public bool MayMatch(string name) => _names.GetOrAdd(name, _mayMatch);

    public bool Matches(ISymbol member)
    {
        if (!MayMatch(member.Name))
            return false;

        var type = (member is IMethodSymbol { ReceiverType: { } receiver } ? receiver : member.ContainingType)?.Name ?? "";
        foreach (var pattern in _patterns)
        {
            var (typePattern, namePattern) = Split(pattern);
            if (IsMatch(namePattern, member.Name) && (typePattern is null || IsMatch(typePattern, type) || IsMatch(typePattern, member.ContainingType?.Name ?? "")))
                return true;
        }

        return false;
    }

    private bool MatchesName(string name)
    {
        foreach (var pattern in _patterns)
        {
            if (IsMatch(Split(pattern).Name, name))
                return true;
        }

        return false;
    }

    private static (string? Type, string Name) Split(string pattern)
    {
        var dot = pattern.IndexOf('.');
        return dot < 0 ? (null, pattern) : (pattern.Substring(0, dot), pattern.Substring(dot + 1));
    }

    private static bool IsMatch(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return pattern == text;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[parts.Length - 1], StringComparison.Ordinal))
            return false;

        var at = parts[0].Length;
        var end = text.Length - parts[parts.Length - 1].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = at > end ? -1 : text.IndexOf(parts[i], at, end - at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }

        return at <= end;
    }
}
