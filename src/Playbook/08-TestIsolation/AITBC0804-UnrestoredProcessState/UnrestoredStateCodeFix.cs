using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0804 (playbook section 08): saves the value before it is changed, and restores it in a finally block
/// around the rest of the test.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnrestoredStateCodeFix)), Shared]
public sealed class UnrestoredStateCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => UnrestoredStateRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (!site.Properties.ContainsKey(UnrestoredStateRule.CanRestoreInFinally)
            || site.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax block } statement
            || site.Model.GetOperation(statement.Expression, site.CancellationToken) is not { } operation
            || StateChange.Of(operation, site.Types) is not { } change
            || Write(site, operation, change, block) is not { } written)
            yield break;

        yield return new FixOffer(
            "Restore it in a finally block", "Restore", _ => Task.FromResult(Wrap(site, block, statement, written.Save, written.Restore)));
    }

    /// <summary>The statements that save and restore the state; null where the code does not name it twice alike for sure.</summary>
    private static (string Save, string Restore)? Write(FixSite site, IOperation operation, StateChange change, BlockSyntax block)
    {
        switch (operation)
        {
            case IInvocationOperation { Syntax: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments, Expression: MemberAccessExpressionSyntax access } } call:
                var type = access.Expression.WithoutTrivia().ToString();
                switch (change.Kind)
                {
                    case StateKind.EnvironmentVariable when IsNamedAlike(call.Arguments[0].Value):
                        var name = arguments[0].Expression.WithoutTrivia().ToString();
                        var target = arguments.Count > 2 ? ", " + arguments[2].Expression.WithoutTrivia() : "";
                        var variable = NewName(site, block, change.Name);
                        return ($"var {variable} = {type}.GetEnvironmentVariable({name}{target});", $"{type}.SetEnvironmentVariable({name}, {variable}{target});");
                    case StateKind.Switch when IsNamedAlike(call.Arguments[0].Value):
                        var setting = NewName(site, block, change.Name);
                        var switchName = arguments[0].Expression.WithoutTrivia().ToString();
                        return ($"{type}.TryGetSwitch({switchName}, out var {setting});", $"{type}.SetSwitch({switchName}, {setting});");
                    case StateKind.CurrentDirectory:
                        var directory = NewName(site, block, "Directory");
                        return ($"var {directory} = {type}.GetCurrentDirectory();", $"{type}.SetCurrentDirectory({directory});");
                    case StateKind.Console:
                        var stream = NewName(site, block, change.Api.Substring(3));
                        return ($"var {stream} = {type}.{change.Api.Substring(3)};", $"{type}.{change.Api}({stream});");
                    case StateKind.ThreadPool:
                        var workers = NewName(site, block, "Workers");
                        var ports = NewName(site, block, "CompletionPorts");
                        return ($"{type}.G{change.Api.Substring(1)}(out var {workers}, out var {ports});", $"{type}.{change.Api}({workers}, {ports});");
                }

                return null;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } target }:
                var saved = NewName(site, block, member.Name);
                var text = target.Syntax.WithoutTrivia().ToString();
                return ($"var {saved} = {text};", $"{text} = {saved};");
            default:
                return null;
        }
    }

    /// <summary>Does the expression give the same name when it is read again?</summary>
    private static bool IsNamedAlike(IOperation name) =>
        name.ConstantValue.HasValue || name.WithoutConversions() is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation;

    private static string NewName(FixSite site, BlockSyntax block, string of)
    {
        var words = of.Split(of.Where(static c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        var name = "original" + string.Concat(words.Select(static word =>
            char.ToUpperInvariant(word[0]) + (word.Any(char.IsLower) ? word.Substring(1) : word.Substring(1).ToLowerInvariant())));
        var taken = new HashSet<string>(site.Root.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText));
        var candidate = name;
        for (var i = 2; taken.Contains(candidate) && block.DescendantTokens().Any(t => t.ValueText == candidate); i++)
            candidate = name + i;
        return candidate;
    }

    private static Document Wrap(FixSite site, BlockSyntax block, ExpressionStatementSyntax statement, string save, string restore)
    {
        var index = block.Statements.IndexOf(statement);
        var newLine = NewCode.LineEndOf(site.Root);
        var saving = SyntaxFactory.ParseStatement(save).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(newLine);
        var rest = block.Statements.Skip(index).ToList();
        rest[0] = rest[0].WithLeadingTrivia(Indentation(statement));
        var body = SyntaxFactory.Block(rest).WithCloseBraceToken(
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(Comments(block.CloseBraceToken.LeadingTrivia)));
        var restoring = SyntaxFactory.FinallyClause(SyntaxFactory.Block(SyntaxFactory.ParseStatement(restore)));
        var wrapped = SyntaxFactory.TryStatement(body, default, restoring).WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation);
        var changed = block.WithStatements(SyntaxFactory.List([.. block.Statements.Take(index), saving.WithAdditionalAnnotations(Formatter.Annotation), wrapped]));
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(block, changed.WithCloseBraceToken(
            block.CloseBraceToken.WithLeadingTrivia(Indentation(block.CloseBraceToken.LeadingTrivia)))));
    }

    private static SyntaxTriviaList Indentation(SyntaxNode node) => Indentation(node.GetLeadingTrivia());

    private static SyntaxTriviaList Indentation(SyntaxTriviaList trivia) =>
        trivia.LastOrDefault().IsKind(SyntaxKind.WhitespaceTrivia) ? [trivia.Last()] : [];

    /// <summary>The comments before the end of the block, which belong to what is wrapped.</summary>
    private static SyntaxTriviaList Comments(SyntaxTriviaList trivia) =>
        trivia.Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia) || t.IsDirective) ? trivia : [];
}
