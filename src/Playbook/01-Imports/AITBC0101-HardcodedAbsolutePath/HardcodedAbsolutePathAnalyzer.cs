using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Imports;

/// <summary>
/// AITBC0101 (playbook section 1): a constant that is an absolute path of one machine and is used as one. The look of the
/// text makes it a candidate; where the value goes decides.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedAbsolutePathAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0101";

    private const int ShownLength = 60;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Absolute path is hard-coded",
        "'{0}' exists on this machine only; {1}",
        RuleCategory.Imports,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An absolute path in the source ties the program to the machine and the user it was written on. "
            + "Take it from configuration or an environment variable, or build it from a folder that the system names.",
        helpLinkUri: HelpLink.AITBC0101);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (!types.Has("System.IO.File"))
            return;

        var apis = new PathApis(types);
        var options = new FileOptions<PathOptions>(context.Options, static options => new PathOptions(options));
        context.RegisterSyntaxNodeAction(
            node => AnalyzeLiteral(node, apis, options), SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeInterpolation(node, apis, options), SyntaxKind.InterpolatedStringExpression);
    }

    private static void AnalyzeLiteral(
        SyntaxNodeAnalysisContext context, PathApis apis, FileOptions<PathOptions> options)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        if (!AbsolutePath.MayBe(literal.Token.ValueText))
            return;

        var (whole, text, continues) = WholeConstant(literal, literal.Token.ValueText, context.SemanticModel, context.CancellationToken);
        if (whole is not null)
            Analyze(context, apis, options, whole, text, continues);
    }

    private static void AnalyzeInterpolation(
        SyntaxNodeAnalysisContext context, PathApis apis, FileOptions<PathOptions> options)
    {
        var interpolated = (InterpolatedStringExpressionSyntax)context.Node;
        if (interpolated.Contents.Count == 0
            || interpolated.Contents[0] is not InterpolatedStringTextSyntax head
            || !AbsolutePath.MayBe(head.TextToken.ValueText))
            return;

        var isConstant = context.SemanticModel.GetConstantValue(interpolated, context.CancellationToken) is { HasValue: true, Value: string };
        var text = isConstant
            ? (string)context.SemanticModel.GetConstantValue(interpolated, context.CancellationToken).Value!
            : head.TextToken.ValueText;
        var (whole, wholeText, continues) = WholeConstant(interpolated, text, context.SemanticModel, context.CancellationToken);
        if (whole is not null)
            Analyze(context, apis, options, whole, wholeText, continues || (!isConstant && interpolated.Contents.Count > 1));
    }

    /// <summary>
    /// The largest constant that starts with this text, null where the text is not the start of its constant; and whether
    /// something that is not constant follows.
    /// </summary>
    private static (ExpressionSyntax? Whole, string Text, bool Continues) WholeConstant(
        ExpressionSyntax literal, string text, SemanticModel model, CancellationToken cancellationToken)
    {
        var whole = literal;
        while (true)
        {
            switch (whole.Parent)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    whole = parenthesized;
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    if (sum.Left != whole)
                        return default;
                    if (model.GetConstantValue(sum, cancellationToken) is not { HasValue: true, Value: string value })
                        return (whole, text, true);
                    whole = sum;
                    text = value;
                    continue;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: > 1 } list } argument
                    when list.Arguments[0] == argument
                    && list.Parent is InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Combine" or "Join" or "Concat" }
                    }:
                    return (whole, text, true);
                default:
                    return (whole, text, false);
            }
        }
    }

    private static void Analyze(
        SyntaxNodeAnalysisContext context,
        PathApis apis,
        FileOptions<PathOptions> options,
        ExpressionSyntax whole,
        string text,
        bool continues)
    {
        var path = AbsolutePath.Read(text, continues);
        if (path.Root is PathRoot.None or PathRoot.Fixed)
            return;

        var treeOptions = options.Of(whole.SyntaxTree);
        if (treeOptions.IsAllowed(text.Substring(path.Start)))
            return;

        var trail = new PathTrail(context.SemanticModel, apis, treeOptions, path, text, context.CancellationToken);
        if (trail.UsesOf(whole).AreViolation(path, apis.IsTestAssembly || IsTrialData(whole)))
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, whole.GetLocation(), Shown(text), Advice(path)));
    }

    /// <summary>Is this data that a method such as BuildTestPayload makes up?</summary>
    private static bool IsTrialData(ExpressionSyntax value) =>
        value.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && (PathName.Of(method.Identifier.ValueText) & NameHint.Trial) != 0;

    private static string Advice(in AbsolutePath path) => path switch
    {
        { Root: PathRoot.Temp, IsFileUrl: false, IsDataSource: false } => "build it from Path.GetTempPath() or take it from configuration",
        { Root: PathRoot.Home, IsFileUrl: false, IsDataSource: false } => "build it from the user's profile folder or take it from configuration",
        _ => "take it from configuration or an environment variable",
    };

    private static string Shown(string text) => text.Length <= ShownLength ? text : text.Substring(0, ShownLength) + "...";
}
