using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>Port 0, read back from the listener as soon as it is bound.</summary>
/// <param name="Bound">The statement after which the port is known.</param>
/// <param name="ReadBack">The expression that tells it.</param>
internal sealed record BoundPortChange(StatementSyntax Bound, string ReadBack)
{
    /// <summary>For a number that stands in the binder's arguments; null where the form does not fit.</summary>
    public static Action<SyntaxEditor>? OfLiteral(FixSite site, ExpressionSyntax number, string port)
    {
        if (!number.IsKind(SyntaxKind.NumericLiteralExpression) || Of(site, number) is not { } change
            || PortSyntax.MemberOf(number) is not { } member)
            return null;

        var followers = PortMentions.In(member, port);
        followers.RemoveAll(mention => mention.Expression == number);
        if (followers.Exists(mention => !change.IsAfterBound(mention.Expression) || PortMentions.NeedsConstant(mention.Expression))
            || PortSyntax.IsSharedWithOthers(site, member, port, holdsBothEnds: followers.Count > 0))
            return null;

        var name = PortSyntax.FreeName(member, "port");
        var replacements = new List<(SyntaxNode Old, SyntaxNode New)> { (number, Zero(number)) };
        foreach (var follower in followers)
        {
            if (follower.With(name) is not { } replacement)
                return null;
            replacements.Add((follower.Expression, replacement));
        }

        return editor =>
        {
            foreach (var (old, replacement) in replacements)
                editor.ReplaceNode(old, replacement);
            if (followers.Count > 0)
                editor.InsertAfter(change.Bound, PortSyntax.Declare(name, change.ReadBack, site.Root));
        };
    }

    /// <summary>For a local that holds the number and goes to the binder first; null where the form does not fit.</summary>
    public static Action<SyntaxEditor>? OfVariable(FixSite site, VariableChange variable)
    {
        if (variable is not { Variable: ILocalSymbol local, IsNumber: true }
            || variable.Declaration.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1, Parent: BlockSyntax } declaration
            || PortSyntax.MemberOf(declaration) is not { } member
            || !variable.IsAloneWithPort(member)
            || PortSyntax.IsSharedWithOthers(site, member, site.Properties[PortProperties.Port]!, holdsBothEnds: true))
            return null;

        var uses = member.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol, local))
            .ToList();
        if (uses.Count == 0 || Of(site, uses[0]) is not { } change || change.Bound.Parent != declaration.Parent
            || uses.Skip(1).Any(use => !change.IsAfterBound(use) || PortMentions.NeedsConstant(use)))
            return null;

        return editor =>
        {
            editor.ReplaceNode(uses[0], Zero(uses[0]));
            if (uses.Count > 1)
                editor.InsertAfter(change.Bound, PortSyntax.Declare(local.Name, change.ReadBack, site.Root));
            var hasComment = declaration.DescendantTrivia().Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
            editor.RemoveNode(declaration, hasComment ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia);
        };
    }

    private bool IsAfterBound(SyntaxNode node) => node.SpanStart > Bound.Span.End && Bound.Parent!.Span.Contains(node.Span);

    private static LiteralExpressionSyntax Zero(SyntaxNode old) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0)).WithTriviaFrom(old);

    /// <summary>Which binder takes the expression as its port, and how it tells the bound port.</summary>
    private static BoundPortChange? Of(FixSite site, ExpressionSyntax port)
    {
        var taker = TakerOf(port);
        if (taker is BaseObjectCreationExpressionSyntax && site.Types.Is(TypeOf(site, taker), "System.Net.IPEndPoint"))
            taker = TakerOf((ExpressionSyntax)taker);

        switch (taker)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Bind", Expression: { } socket } } bind
                when site.Types.Is(TypeOf(site, socket), "System.Net.Sockets.Socket"):
                return bind.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement && IsSimple(socket)
                    ? new BoundPortChange(statement, $"((System.Net.IPEndPoint){socket}.LocalEndPoint!).Port".Replace("!", Forgiving(site, port)))
                    : null;
            case InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax when HolderOf((ExpressionSyntax)taker) is var (holder, made):
                if (site.Types.Is(TypeOf(site, taker), "System.Net.Sockets.TcpListener"))
                {
                    return StartOf(holder, made) is { } start
                        ? new BoundPortChange(start, $"((System.Net.IPEndPoint){holder}.LocalEndpoint).Port")
                        : null;
                }

                return site.Types.Is(TypeOf(site, taker), "System.Net.Sockets.UdpClient")
                    ? new BoundPortChange(made, $"((System.Net.IPEndPoint){holder}.Client.LocalEndPoint{Forgiving(site, port)}).Port")
                    : null;
            default:
                return null;
        }
    }

    private static string Forgiving(FixSite site, SyntaxNode at) =>
        (site.Model.GetNullableContext(at.SpanStart) & NullableContext.WarningsEnabled) != 0 ? "!" : "";

    private static ITypeSymbol? TypeOf(FixSite site, SyntaxNode expression) => site.Model.GetTypeInfo(expression, site.CancellationToken).Type;

    private static SyntaxNode? TakerOf(ExpressionSyntax argument) => argument.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } taker } } ? taker : null;

    /// <summary>The variable that the made listener is kept in, and the statement.</summary>
    private static (string Holder, StatementSyntax Made)? HolderOf(ExpressionSyntax maker) => maker.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } statement } variable } =>
            (variable.Identifier.Text, statement),
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } assignment when assignment.Right == maker && IsSimple(assignment.Left) =>
            (assignment.Left.ToString(), statement),
        _ => null,
    };

    private static StatementSyntax? StartOf(string holder, StatementSyntax made)
    {
        var isBefore = true;
        foreach (var statement in ((BlockSyntax)made.Parent!).Statements)
        {
            if (statement == made)
                isBefore = false;
            else if (!isBefore
                && statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" } call } }
                && call.Expression.ToString() == holder)
                return statement;
        }

        return null;
    }

    private static bool IsSimple(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax };
}
