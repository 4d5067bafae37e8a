using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>Code around an address that says that it is for one machine on purpose.</summary>
internal static class EndpointContext
{
    /// <summary>Does a condition, or the name of the method or type around it, say that this is for development or a stand-in?</summary>
    public static bool IsForDevelopment(SyntaxNode value)
    {
        foreach (var ancestor in value.Ancestors())
        {
            switch (ancestor)
            {
                case IfStatementSyntax { Condition: var condition } when AsksForDevelopment(condition):
                case MethodDeclarationSyntax { Identifier.ValueText: var method } when NamesStandIn(method):
                case LocalFunctionStatementSyntax { Identifier.ValueText: var function } when NamesStandIn(function):
                case BaseTypeDeclarationSyntax { Identifier.ValueText: var type } when NamesStandIn(type):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Stands it in code that only some builds have, such as those with DEBUG?</summary>
    public static bool IsChosenByBuild(SyntaxNode literal)
    {
        if (literal.SyntaxTree.GetRoot() is not CompilationUnitSyntax { ContainsDirectives: true } root)
            return false;

        var open = 0;
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < literal.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is IfDirectiveTriviaSyntax)
                open++;
            else if (directive is EndIfDirectiveTriviaSyntax)
                open--;
        }

        return open > 0;
    }

    private static bool AsksForDevelopment(ExpressionSyntax condition)
    {
        foreach (var token in condition.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && IdentifierWords.Of(token.ValueText).Exists(static word => word is "development" or "dev" or "debug" or "local" or "localhost" or "production"))
                return true;
        }

        return false;
    }

    private static bool NamesStandIn(string name) => IdentifierWords.Of(name).Exists(static word =>
        word is "local" or "localhost" or "localstack" or "emulator" or "azurite" or "development" or "test" or "tests" or "testing" or "fake" or "mock" or "dummy");
}
