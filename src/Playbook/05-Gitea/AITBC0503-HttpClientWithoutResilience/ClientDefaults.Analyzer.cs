using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Gitea;

/// <summary>What a compilation says for all its HTTP clients at once. Looked for when the first candidate is met.</summary>
internal sealed class ClientDefaults(KnownTypes types)
{
    private int known;

    /// <summary>Do the defaults try again, or may they, so far as this compilation tells?</summary>
    public bool MayBeResilient(CancellationToken cancellationToken)
    {
        if (known == 0)
            known = Look(cancellationToken) ? 1 : 2;
        return known == 1;
    }

    private bool Look(CancellationToken cancellationToken)
    {
        foreach (var tree in types.Compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is not SimpleNameSyntax { Identifier.ValueText: "ConfigureHttpClientDefaults" or "AddServiceDefaults" } name)
                    continue;
                // The defaults of a whole solution stand in a project of their own, which is not seen from here.
                if (name.Identifier.ValueText == "AddServiceDefaults" || IsResilient(name, cancellationToken))
                    return true;
            }
        }

        return false;
    }

    private bool IsResilient(SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is not IInvocationOperation call)
            return true;

        var builder = new ClientBuilder(types, cancellationToken);
        foreach (var argument in call.Arguments)
        {
            var value = argument.Value is IDelegateCreationOperation creation ? creation.Target : argument.Value.WithoutConversions();
            if (value is IAnonymousFunctionOperation { Symbol.Parameters: [var parameter], Body: var body })
                return builder.MayBeResilient(body, parameter);
        }

        return true;
    }
}
