namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>Keeps the two generations of xunit apart: both declare <c>Xunit.FactAttribute</c>.</summary>
internal sealed class TestFrameworkConflict
{
    /// <summary>Excludes nothing.</summary>
    public static readonly TestFrameworkConflict None = new(_ => false);

    private readonly Func<string, bool> excludes;

    private TestFrameworkConflict(Func<string, bool> excludes) => this.excludes = excludes;

    /// <summary>Excludes the generation that is not used, if one is: a project's own packages decide before inherited ones.</summary>
    public static TestFrameworkConflict Of(IReadOnlyCollection<string> own, IReadOnlyCollection<string> all) => 0 switch
    {
        _ when own.Any(IsThird) => new TestFrameworkConflict(IsSecond),
        _ when own.Any(IsSecond) => new TestFrameworkConflict(IsThird),
        _ when all.Any(IsThird) => new TestFrameworkConflict(IsSecond),
        _ => None,
    };

    public bool Excludes(string package) => excludes(package);

    private static bool IsThird(string package) => package.StartsWith("xunit.v3", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecond(string package) =>
        package.Equals("xunit", StringComparison.OrdinalIgnoreCase)
        || package.Equals("xunit.core", StringComparison.OrdinalIgnoreCase)
        || package.Equals("xunit.assert", StringComparison.OrdinalIgnoreCase)
        || package.StartsWith("xunit.extensibility", StringComparison.OrdinalIgnoreCase)
        || package.Equals("xunit.abstractions", StringComparison.OrdinalIgnoreCase);
}
