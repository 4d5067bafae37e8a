using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.Gitea;

/// <summary>What counts the attempts of a loop.</summary>
/// <param name="Factor">How often the first pause is doubled, as text: 0 for the first one.</param>
/// <param name="Declaration">Declares a counter of our own, where the loop has none.</param>
internal sealed record AttemptCounter(string Factor, StatementSyntax? Declaration)
{
    /// <summary>The variable of a for statement that counts up by one, or a new variable; null where none can be declared.</summary>
    public static AttemptCounter? Of(StatementSyntax loop, StatementSyntax body, FixSite site)
    {
        if (loop is ForStatementSyntax @for && OfLoop(@for, body, site) is { } own)
            return own;
        if (loop.Parent is not (BlockSyntax or SwitchSectionSyntax))
            return null;

        var name = NewCode.FreeName(loop, "failures", "failedAttempts");
        return new AttemptCounter(name + "++", ParseStatement($"var {name} = 0;"));
    }

    private static AttemptCounter? OfLoop(ForStatementSyntax loop, StatementSyntax body, FixSite site)
    {
        if (loop.Declaration?.Variables is not [{ Initializer.Value: { } start } variable]
            || loop.Incrementors is not [PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax]
            || !(loop.Incrementors[0].IsKind(SyntaxKind.PostIncrementExpression) || loop.Incrementors[0].IsKind(SyntaxKind.PreIncrementExpression))
            || site.Model.GetConstantValue(start, site.CancellationToken) is not { HasValue: true, Value: 0 or 1 } first
            || IsWritten(variable.Identifier.ValueText, body))
            return null;

        var name = variable.Identifier.ValueText;
        return new AttemptCounter(first.Value is 0 ? name : name + " - 1", Declaration: null);
    }

    private static bool IsWritten(string name, StatementSyntax body)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Parent: AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax } identifier
                && identifier.Identifier.ValueText == name && !(identifier.Parent is AssignmentExpressionSyntax assignment && assignment.Right == identifier))
                return true;
        }

        return false;
    }
}
