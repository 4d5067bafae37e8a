using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Imports;

/// <summary>
/// Mends AITBC0101 (playbook section 1): from the home or temporary directory, from the program's own directory, or from
/// an environment variable with the old path as fallback.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedAbsolutePathCodeFix)), Shared]
public sealed class HardcodedAbsolutePathCodeFix : PlaybookCodeFix
{
    public const string EnvironmentKey = "AITBC0101.Environment";
    public const string HomeKey = "AITBC0101.Home";
    public const string TempKey = "AITBC0101.Temp";
    public const string BaseDirectoryKey = "AITBC0101.BaseDirectory";

    private protected override string FixableId => "AITBC0101";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node is not ExpressionSyntax expression || EnvironmentFallback.NeedsConstant(expression))
            yield break;

        var interpolated = expression as InterpolatedStringExpressionSyntax;
        var isConstant = site.Model.GetConstantValue(expression, site.CancellationToken) is { HasValue: true, Value: string };
        if (!isConstant && interpolated is null)
            yield break;

        var text = isConstant
            ? (string)site.Model.GetConstantValue(expression, site.CancellationToken).Value!
            : (interpolated!.Contents.FirstOrDefault() as InterpolatedStringTextSyntax)?.TextToken.ValueText ?? "";
        var path = AbsolutePath.Read(text, continues: true);
        if (path.Root == PathRoot.None || !EnvironmentFallback.IsString(site, expression))
            yield break;

        if (isConstant && PathReplacement.ShippedFile(site.Document.Project, text) is { } shipped && !HasComments(expression))
        {
            var segments = PathReplacement.Segments(shipped);
            yield return Offer(site, expression, "Use the program's own directory", BaseDirectoryKey,
                () => PathReplacement.Combine(PathReplacement.BaseDirectory, segments));
        }

        if (path is { IsFileUrl: false, IsDataSource: false, Root: PathRoot.Home or PathRoot.Temp }
            && !HasComments(expression)
            && PathReplacement.InKnownFolder(expression, text, path, isConstant) is { } inFolder)
        {
            yield return path.Root == PathRoot.Home
                ? Offer(site, expression, "Use the user's profile folder", HomeKey, inFolder)
                : Offer(site, expression, "Use the directory for temporary files", TempKey, inFolder);
        }

        var name = PathReplacement.VariableName(site, expression, text, path);
        var title = $"Read environment variable '{name}', with the path as fallback";
        if (isConstant)
            yield return Offer(site, expression, title, EnvironmentKey, () => EnvironmentFallback.Of(name, expression.WithoutTrivia()));
        else if (PathReplacement.InterpolationFromEnvironment(interpolated!, name) is { } changed)
            yield return Offer(site, expression, title, EnvironmentKey, () => changed);
    }

    private static FixOffer Offer(FixSite site, ExpressionSyntax expression, string title, string key, Func<ExpressionSyntax> replacement) =>
        new(title, key, cancellationToken => EnvironmentFallback.ReplaceAsync(site, expression, replacement(), cancellationToken));

    private static bool HasComments(ExpressionSyntax expression)
    {
        foreach (var trivia in expression.DescendantTrivia())
        {
            if (expression.Span.Contains(trivia.Span) && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
                return true;
        }

        return false;
    }
}
