using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Whether an object as a whole is what there is where nothing else was given.</summary>
internal static class Fallback
{
    /// <summary>Is this part of such an object: <c>services.Get() ?? new Client("...")</c>, <c>if (url is null) return new Client("...");</c>?</summary>
    public static bool IsPartOf(IOperation part)
    {
        for (var current = part; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case ICoalesceOperation coalesce when coalesce.WhenNull == current:
                    // A variable that keeps the object once it is made is no configuration.
                    return coalesce.Value.WithoutConversions() is not (IFieldReferenceOperation or ILocalReferenceOperation);
                case IConditionalOperation { Type: not null } choice when choice.Condition != current && ValueGuards.AsksForValue(choice.Condition.Syntax):
                    return true;
                case ISimpleAssignmentOperation assignment when assignment.Value == current && assignment.Parent is IExpressionStatementOperation:
                    return IsUnderQuestion(assignment.Syntax, assignment.Target.Syntax.GetLastToken().ValueText);
                case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                    return IsNamedDefault(property);
                case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                    return IsNamedDefault(field);
                case IReturnOperation:
                    return ValueGuards.Around(current.Syntax, null) == ValueGuard.MissingValue;
                case IAnonymousFunctionOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation or IBlockOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary><c>IClient DefaultClient { get; } = new Client("...");</c></summary>
    private static bool IsNamedDefault(ISymbol member) => IdentifierWords.Of(member.Name).Contains("default");

    /// <summary>Is the assignment made where another value is missing, not where its own target is not made yet?</summary>
    private static bool IsUnderQuestion(SyntaxNode assignment, string target)
    {
        foreach (var ancestor in assignment.Ancestors())
        {
            if (ancestor is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)
                return false;
            if (ancestor is IfStatementSyntax { Condition: var condition } && ValueGuards.AsksForValue(condition)
                && !condition.DescendantTokens().Any(token => token.ValueText == target))
                return true;
        }

        return false;
    }
}
