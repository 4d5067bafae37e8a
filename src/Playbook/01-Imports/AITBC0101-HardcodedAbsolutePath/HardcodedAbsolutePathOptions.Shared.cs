namespace Aitbc.Analyzers;

internal static partial class RuleOptions
{
    /// <summary>AITBC0101: paths that may stand in the code, as prefixes or with <c>*</c>.</summary>
    public static readonly ListOption AllowedAbsolutePaths =
        new("allowed_absolute_paths", "absolute paths or patterns with *, separated by |", "");

    /// <summary>AITBC0101: programs that may be started by their absolute path, since every system has them there.</summary>
    public static readonly ListOption AllowedInterpreters =
        new("allowed_interpreters", "absolute paths or patterns with *, separated by |", "/bin/*|/sbin/*|/usr/bin/*|/usr/sbin/*");
}
