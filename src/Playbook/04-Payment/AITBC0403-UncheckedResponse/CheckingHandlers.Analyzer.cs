using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.Payment;

/// <summary>
/// Message handlers of the compilation that throw on a failed status. Which client they serve is configuration, so one of
/// them is enough for all responses to count as checked.
/// </summary>
internal sealed class CheckingHandlers(KnownTypes types)
{
    private int _exist = -1;

    public bool Exist(CancellationToken cancellationToken)
    {
        if (_exist < 0)
            _exist = Find(cancellationToken) ? 1 : 0;
        return _exist == 1;
    }

    private bool Find(CancellationToken cancellationToken)
    {
        foreach (var type in types.Compilation.Assembly.GlobalNamespace.AllTypes())
        {
            if (types.IsOrInherits(type, "System.Net.Http.DelegatingHandler") && Throws(type, cancellationToken))
                return true;
        }

        return false;
    }

    private static bool Throws(INamedTypeSymbol handler, CancellationToken cancellationToken)
    {
        foreach (var declaration in handler.DeclaringSyntaxReferences)
        {
            var (looks, throws) = (false, false);
            foreach (var token in declaration.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "EnsureSuccessStatusCode")
                    return true;
                looks |= token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "IsSuccessStatusCode" or "StatusCode";
                throws |= token.IsKind(SyntaxKind.ThrowKeyword);
            }

            if (looks && throws)
                return true;
        }

        return false;
    }
}
