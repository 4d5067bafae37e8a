using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0803 (playbook section 08): <c>using</c> or <c>await using</c> on the declaration, where nothing needs the
/// resource after its block. A disposal at the block's end that this makes superfluous goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnreleasedResourceCodeFix)), Shared]
public sealed class UnreleasedResourceCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => UnreleasedResourceRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
        {
            if (site.Properties.ContainsKey(UnreleasedResourceRule.IsDiscarded))
                yield return new FixOffer("Dispose it at once", "Dispose", _ => Task.FromResult(Dispose(site, (ExpressionSyntax)site.Node)));
            yield break;
        }

        if (site.Properties.ContainsKey(UnreleasedResourceRule.EndsWithBlock)
            && site.Node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement } } declarator
            && statement.UsingKeyword.IsKind(SyntaxKind.None) && !statement.IsConst
            && site.Model.GetDeclaredSymbol(declarator, site.CancellationToken) is ILocalSymbol local
            && !IsWrittenAgain(site, statement, local)
            && NeedsAwait(site, local.Type, statement) is { } needsAwait)
        {
            yield return new FixOffer(
                needsAwait ? "Declare it with 'await using'" : "Declare it with 'using'",
                "Using",
                _ => Task.FromResult(Use(site, statement, local.Name, needsAwait)));
        }
    }

    private static Document Dispose(FixSite site, ExpressionSyntax created)
    {
        var receiver = created is ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(created.WithoutTrivia())
            : created.WithoutTrivia();
        var whole = created.Parent is AssignmentExpressionSyntax discard ? discard : created;
        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Dispose")));
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(whole, call.WithTriviaFrom(whole)));
    }

    /// <summary>How the type is disposed in this function; null where that is not sure.</summary>
    private static bool? NeedsAwait(FixSite site, ITypeSymbol type, SyntaxNode place)
    {
        var isDisposable = site.Types.IsOrInherits(type, "System.IDisposable");
        var isAsyncDisposable = site.Types.IsOrInherits(type, "System.IAsyncDisposable");
        // Of those that know both, files and sockets end at once; servers and hosts wait for theirs.
        if (isAsyncDisposable && IsInAsync(place) && !(isDisposable && type.ContainingNamespace is { Name: "IO" or "Sockets" or "Threading" or "Common" or "Pipes" }))
            return true;
        return isDisposable ? false : null;
    }

    private static bool IsInAsync(SyntaxNode place)
    {
        for (var node = place; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    private static bool IsWrittenAgain(FixSite site, StatementSyntax statement, ILocalSymbol local)
    {
        foreach (var name in statement.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name
                && (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name
                    || name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } or RefExpressionSyntax)
                && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol, local))
                return true;
        }

        return false;
    }

    private static Document Use(FixSite site, LocalDeclarationStatementSyntax statement, string name, bool needsAwait)
    {
        var used = statement.WithoutLeadingTrivia().WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        if (needsAwait)
            used = used.WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        used = used.WithLeadingTrivia(statement.GetLeadingTrivia());
        if (statement.Parent is not BlockSyntax block)
            return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(statement, used));

        var statements = block.Statements.Replace(statement, used);
        if (IsPlainDisposal(statements.Last(), name))
            statements = statements.RemoveAt(statements.Count - 1);
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(block, block.WithStatements(statements)));
    }

    /// <summary><c>name.Dispose();</c> with no comment of its own.</summary>
    private static bool IsPlainDisposal(StatementSyntax statement, string name)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression }
            || statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)))
            return false;
        if (expression is AwaitExpressionSyntax awaited)
            expression = awaited.Expression;
        return expression is InvocationExpressionSyntax
        {
            ArgumentList.Arguments.Count: 0,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync", Expression: IdentifierNameSyntax receiver },
        } && receiver.Identifier.ValueText == name;
    }
}
