using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers;

/// <summary>What the disposing methods of a type in source do, as far as their text tells.</summary>
internal static class SourceDisposal
{
    /// <summary>
    /// Does a disposing method of this type end anything? A fake that only notes that it was disposed, or a writer that
    /// flushes, does not. <paramref name="isOwn"/> tells that all it ends is in members of the type.
    /// </summary>
    public static bool Ends(INamedTypeSymbol type, out bool isOwn)
    {
        isOwn = true;
        var ends = false;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax declaration)
                continue;

            foreach (var member in declaration.Members)
            {
                if (member is not MethodDeclarationSyntax method || !IsDisposal(method.Identifier.ValueText))
                    continue;

                foreach (var node in method.DescendantNodes())
                {
                    if (node is not InvocationExpressionSyntax call || !ReleaseNames.EndsResource(NameOf(call)))
                        continue;

                    ends = true;
                    isOwn &= RootOf(call) is { } root && IsMember(type, root);
                }
            }
        }

        return ends;
    }

    private static bool IsDisposal(string name) =>
        name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" or "Close" or "OnDispose" or "DisposeManaged";

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } => "",
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        // Dispose(true) leads to another disposing method, which is looked at by itself.
        SimpleNameSyntax simple => IsDisposal(simple.Identifier.ValueText) ? "" : simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The name that a chain such as <c>this._server?.Host.Stop()</c> starts from; null where it starts from none.</summary>
    private static string? RootOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax? current = call.Expression is MemberBindingExpressionSyntax
            ? call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression
            : (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        while (true)
        {
            switch (current)
            {
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name }:
                    return name.Identifier.ValueText;
                case IdentifierNameSyntax identifier:
                    return identifier.Identifier.ValueText;
                case MemberAccessExpressionSyntax access:
                    current = access.Expression;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    current = conditional.Expression;
                    break;
                case InvocationExpressionSyntax inner:
                    current = inner.Expression;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    current = parenthesized.Expression;
                    break;
                case CastExpressionSyntax cast:
                    current = cast.Expression;
                    break;
                case PostfixUnaryExpressionSyntax postfix:
                    current = postfix.Operand;
                    break;
                default:
                    return null;
            }
        }
    }

    private static bool IsMember(INamedTypeSymbol type, string name)
    {
        foreach (var current in type.SelfAndBases())
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IFieldSymbol or IPropertySymbol)
                    return true;
            }
        }

        return false;
    }
}
