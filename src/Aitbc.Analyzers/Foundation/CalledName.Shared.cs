using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers;

/// <summary>The name of what is called: the smallest span that a squiggle about a call needs.</summary>
internal static class CalledName
{
    /// <summary>The method's name in an invocation, the type in <c>new Type(...)</c>, else the whole.</summary>
    public static SyntaxNode Of(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        _ => call,
    };
}
