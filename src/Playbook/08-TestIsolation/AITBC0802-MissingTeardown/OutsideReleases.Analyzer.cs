using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// What code outside a type does to end a resource that the type does not keep private. Only names are compared, so it
/// can only silence. Looked at when a report on such a member is about to be made, once for each file as it stands.
/// </summary>
internal sealed class OutsideReleases(Compilation compilation)
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileReleases> Cache = new();

    /// <summary>May code of another type end what <paramref name="member"/> of <paramref name="type"/> holds?</summary>
    public bool MayRelease(INamedTypeSymbol type, ISymbol member, CancellationToken cancellationToken)
    {
        var isVisible = member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal);
        if (member.DeclaredAccessibility == Accessibility.Private)
            return false;

        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var releases = Cache.GetValue(tree, static t => new FileReleases(t));
            if (isVisible && releases.OnOthers.Contains(member.Name))
                return true;
            if (releases.OnSelf.TryGetValue(member.Name, out var typeNames) && IsInDerived(typeNames, type))
                return true;
        }

        return false;
    }

    /// <summary>Does any code but its own say the name of <paramref name="type"/>, to derive from it or to make one?</summary>
    public bool IsNamed(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == type.Name && token.Parent is SimpleNameSyntax
                    && !type.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == tree && own.Span.Contains(token.Span)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the source of <paramref name="type"/> itself look as if it ended a member of this name?</summary>
    public static bool ReleasesItself(INamedTypeSymbol type, string memberName)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var releases = Cache.GetValue(reference.SyntaxTree, static t => new FileReleases(t));
            if (releases.OnSelf.TryGetValue(memberName, out var typeNames) && typeNames.Contains(type.Name))
                return true;
        }

        return false;
    }

    private bool IsInDerived(HashSet<string> typeNames, INamedTypeSymbol type)
    {
        foreach (var name in typeNames)
        {
            foreach (var symbol in compilation.GetSymbolsWithName(name, SymbolFilter.Type))
            {
                if (symbol is INamedTypeSymbol { BaseType: { } parent } && parent.IsOrInherits(type.OriginalDefinition))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The names that a file ends something by.</summary>
    private sealed class FileReleases
    {
        public FileReleases(SyntaxTree tree)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node)
                {
                    case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                        if (ReleaseNames.EndsResource(access.Name.Identifier.ValueText))
                            AddWithArguments(access.Expression, call);
                        break;
                    case InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } call:
                        if (ReleaseNames.EndsResource(binding.Name.Identifier.ValueText)
                            && call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional)
                            AddWithArguments(conditional.Expression, call);
                        break;
                    case InvocationExpressionSyntax { Expression: SimpleNameSyntax name } call:
                        if (ReleaseNames.EndsResource(name.Identifier.ValueText) || ReleaseNames.TakesResource(name.Identifier.ValueText))
                            AddWithArguments(null, call);
                        break;
                    case UsingStatementSyntax { Expression: { } expression }:
                        Add(expression);
                        break;
                    case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Declaration.Variables: [{ Initializer.Value: var value }, ..] }:
                        Add(value);
                        break;
                    case IsPatternExpressionSyntax { Expression: var tested }:
                        Add(tested);
                        break;
                }
            }
        }

        public HashSet<string> OnOthers { get; } = new(StringComparer.Ordinal);

        /// <summary>Names used without a receiver, with the types whose code uses them.</summary>
        public Dictionary<string, HashSet<string>> OnSelf { get; } = new(StringComparer.Ordinal);

        private void AddWithArguments(ExpressionSyntax? receiver, InvocationExpressionSyntax call)
        {
            if (receiver is not null)
                Add(receiver);
            foreach (var argument in call.ArgumentList.Arguments)
                Add(argument.Expression);
        }

        private void Add(ExpressionSyntax expression)
        {
            // Each name on the way counts: _server.Host.StopAsync() ends _server's host.
            for (var current = expression; current is not null;)
            {
                switch (current)
                {
                    case PostfixUnaryExpressionSyntax postfix:
                        current = postfix.Operand;
                        break;
                    case ParenthesizedExpressionSyntax parenthesized:
                        current = parenthesized.Expression;
                        break;
                    case CastExpressionSyntax cast:
                        current = cast.Expression;
                        break;
                    case AwaitExpressionSyntax awaited:
                        current = awaited.Expression;
                        break;
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } converted:
                        current = converted.Left;
                        break;
                    case InvocationExpressionSyntax call:
                        current = call.Expression;
                        break;
                    case ConditionalAccessExpressionSyntax conditional:
                        current = conditional.Expression;
                        break;
                    case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: var name }:
                        AddOnSelf(name);
                        return;
                    case MemberAccessExpressionSyntax access:
                        OnOthers.Add(access.Name.Identifier.ValueText);
                        current = access.Expression;
                        break;
                    case IdentifierNameSyntax identifier:
                        AddOnSelf(identifier);
                        return;
                    default:
                        return;
                }
            }
        }

        private void AddOnSelf(SimpleNameSyntax name)
        {
            var text = name.Identifier.ValueText;
            if (!OnSelf.TryGetValue(text, out var types))
                OnSelf.Add(text, types = new HashSet<string>(StringComparer.Ordinal));
            for (SyntaxNode? node = name; node is not null; node = node.Parent)
            {
                if (node is TypeDeclarationSyntax type)
                    types.Add(type.Identifier.ValueText);
            }
        }
    }
}
