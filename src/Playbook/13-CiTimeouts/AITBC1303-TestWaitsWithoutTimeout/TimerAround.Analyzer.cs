using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A timer, a delay or the time-out of a token near a signal, which gives it in the end.</summary>
internal static class TimerAround
{
    /// <summary>
    /// Does a timer or the time-out of a token settle the signal: <c>token.Register(() => source.TrySetCanceled())</c>,
    /// <c>Task.Delay(...).ContinueWith(...)</c>, <c>new Timer(...)</c>? Looked for by name in the method, or in the whole
    /// type for a field: good enough to stay silent.
    /// </summary>
    public static bool Ends(IOperation signal)
    {
        var (name, scope) = Signal.Of(signal) switch
        {
            ILocalReferenceOperation local => (local.Local.Name, local.Local.ContainingSymbol),
            IParameterReferenceOperation parameter => (parameter.Parameter.Name, parameter.Parameter.ContainingSymbol),
            IFieldReferenceOperation field => (field.Field.Name, field.Field.ContainingType),
            IPropertyReferenceOperation property => (property.Property.Name, (ISymbol)property.Property.ContainingType),
            _ => ("", null!),
        };
        while (scope is IMethodSymbol { ContainingSymbol: IMethodSymbol outer })
            scope = outer;
        if (scope is null)
            return false;

        foreach (var declaration in scope.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (IsTimed(node) && MentionsInArguments(node, name, declaration.GetSyntax()))
                    return true;
            }
        }

        return false;
    }

    private static bool IsTimed(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText switch
        {
            // Of a token, not of a container or of an application's lifetime.
            "Register" or "UnsafeRegister" => LooksLikeToken(access.Expression),
            "ContinueWith" => access.Expression.ToString().Contains("Delay("),
            _ => false,
        },
        ObjectCreationExpressionSyntax { Type: var type } => type.ToString().EndsWith("Timer", StringComparison.Ordinal),
        _ => false,
    };

    private static bool LooksLikeToken(ExpressionSyntax expression)
    {
        var name = expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith("oken", StringComparison.Ordinal) || name is "ct" or "cancellation";
    }

    /// <summary>Is the name in the arguments, or in a function of the scope that is handed over by name?</summary>
    private static bool MentionsInArguments(SyntaxNode call, string name, SyntaxNode scope)
    {
        var arguments = (call as InvocationExpressionSyntax)?.ArgumentList ?? (call as ObjectCreationExpressionSyntax)?.ArgumentList;
        if (arguments is null)
            return false;

        foreach (var node in arguments.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var mentioned })
                continue;
            if (mentioned == name || (node.Parent is ArgumentSyntax && FunctionMentions(scope, mentioned, name)))
                return true;
        }

        return false;
    }

    private static bool FunctionMentions(SyntaxNode scope, string function, string name)
    {
        foreach (var node in scope.DescendantNodes())
        {
            var declared = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                _ => null,
            };
            if (declared == function && node.DescendantTokens().Any(token => token.ValueText == name))
                return true;
        }

        return false;
    }
}
