using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers.Imports;

/// <summary>The expressions that take a path's place.</summary>
internal static class PathReplacement
{
    public const string BaseDirectory = "global::System.AppContext.BaseDirectory";

    private const string Home = "global::System.Environment.GetFolderPath(global::System.Environment.SpecialFolder.UserProfile)";
    private const string Temp = "global::System.IO.Path.GetTempPath()";

    private static readonly HashSet<string> GenericWords = new(StringComparer.Ordinal)
    {
        "path", "file", "filename", "dir", "directory", "folder", "root", "name", "location", "arguments", "full", "absolute",
        "source", "dest", "destination", "value", "s", "p", "path1", "base", "default", "contents", "output", "input", "format",
    };

    /// <summary>The interpolated string with the directory in its head taken from the variable; null where it has none, or is raw.</summary>
    public static ExpressionSyntax? InterpolationFromEnvironment(InterpolatedStringExpressionSyntax interpolated, string name) =>
        interpolated.Contents[0] is InterpolatedStringTextSyntax head && head.TextToken.ValueText.LastIndexOfAny(['/', '\\']) is >= 2 and var end
            ? EnvironmentFallback.OfHead(interpolated, name, end)
            : null;

    /// <summary>The path built from the home or temporary directory; null where what follows cannot be told apart.</summary>
    public static Func<ExpressionSyntax>? InKnownFolder(ExpressionSyntax expression, string text, AbsolutePath path, bool isConstant)
    {
        var folder = path.Root == PathRoot.Home ? Home : Temp;
        if (isConstant)
        {
            var rest = text.Substring(path.RestStart);
            if (rest.Length == 0)
            {
                // The temporary directory ends in a separator, the home directory does not.
                var endsInSeparator = text[text.Length - 1] is '/' or '\\';
                return endsInSeparator == (path.Root == PathRoot.Temp) || (path.Root == PathRoot.Temp && IsWholePath(expression)) ? () => Parse(folder) : null;
            }

            var segments = Segments(rest);
            return segments.Count == 0 ? null : () => Combine(folder, segments);
        }

        if (expression is not InterpolatedStringExpressionSyntax interpolated || InterpolationHead.IsRaw(interpolated)
            || interpolated.Contents[0] is not InterpolatedStringTextSyntax head
            || (path.RestStart == text.Length && text[text.Length - 1] is not ('/' or '\\'))
            || InterpolationHead.SourceIndex(interpolated, head, path.RestStart) is not { } cut
            || (path.RestStart < text.Length && text[path.RestStart] is '/' or '\\'))
            return null;

        return () =>
        {
            var contents = interpolated.Contents.RemoveAt(0);
            if (path.RestStart < text.Length)
                contents = contents.Insert(0, InterpolationHead.TextFrom(head, cut, path.RestStart));
            return Combine(folder, interpolated.WithoutTrivia().WithContents(contents));
        };
    }

    private static bool IsWholePath(ExpressionSyntax expression) => expression.Parent is not BinaryExpressionSyntax and not InterpolationSyntax;

    /// <summary>The file of the project that this path ends in, relative to the project; null where there is none.</summary>
    public static string? ShippedFile(Project project, string text)
    {
        var path = text.Replace('\\', '/');
        foreach (var document in project.AdditionalDocuments)
        {
            var relative = string.Join("/", document.Folders.Concat([document.Name]));
            if (relative.Length > 0 && path.EndsWith("/" + relative, StringComparison.Ordinal))
                return relative;
        }

        return null;
    }

    public static ExpressionSyntax Combine(string folder, IReadOnlyList<string> segments) =>
        Combine(folder, [.. segments.Select(static segment => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, EnvironmentFallback.Literal(segment)))]);

    private static ExpressionSyntax Combine(string folder, params ExpressionSyntax[] rest)
    {
        var arguments = SyntaxFactory.SeparatedList(rest.Select(SyntaxFactory.Argument).Prepend(SyntaxFactory.Argument(Parse(folder))));
        return SyntaxFactory.InvocationExpression(Parse("global::System.IO.Path.Combine"), SyntaxFactory.ArgumentList(arguments));
    }

    /// <summary>The segments of a relative path; a separator at its end stays with the last one.</summary>
    public static IReadOnlyList<string> Segments(string path)
    {
        var segments = path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (segments.Count > 0 && path[path.Length - 1] is '/' or '\\')
            segments[segments.Count - 1] += path[path.Length - 1];
        return segments;
    }

    /// <summary>A variable's name after what the path is for, or after its last segment.</summary>
    public static string VariableName(FixSite site, ExpressionSyntax expression, string text, AbsolutePath path)
    {
        var words = IdentifierWords.Of(PurposeOf(site, expression) ?? "");
        if (words.TrueForAll(GenericWords.Contains))
        {
            var tail = text.Substring(path.Start).TrimEnd('/', '\\').Split('/', '\\', ';').Where(static segment => segment.Length > 1).LastOrDefault() ?? "";
            var dot = tail.LastIndexOf('.');
            words = [.. IdentifierWords.Of(dot > 0 ? tail.Substring(0, dot) : tail), "path"];
        }

        var name = new StringBuilder("AITBC");
        foreach (var word in words)
        {
            if (word.All(static c => c is >= 'a' and <= 'z'))
                name.Append('_').Append(word.ToUpperInvariant());
        }

        return name.Length == "AITBC".Length ? "AITBC_PATH" : name.ToString();
    }

    private static string? PurposeOf(FixSite site, ExpressionSyntax expression)
    {
        foreach (var ancestor in expression.Ancestors())
        {
            switch (ancestor)
            {
                case ArgumentSyntax argument
                    when site.Model.GetOperation(argument, site.CancellationToken) is IArgumentOperation { Parameter: { } parameter } operation
                        && !site.Types.Is(operation.Parameter.ContainingType, "System.IO.Path"):
                    return parameter.Name;
                case VariableDeclaratorSyntax variable:
                    return variable.Identifier.ValueText;
                case AssignmentExpressionSyntax { Left: var left }:
                    return left.GetLastToken().ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case MethodDeclarationSyntax method:
                    return method.Identifier.ValueText;
                case LocalFunctionStatementSyntax function:
                    return function.Identifier.ValueText;
            }
        }

        return null;
    }

    /// <summary>An expression whose full names become as short as the place allows.</summary>
    private static ExpressionSyntax Parse(string expression)
    {
        var parsed = SyntaxFactory.ParseExpression(expression);
        return parsed.ReplaceNodes(
            parsed.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>(),
            static (_, access) => access.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
