using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers;

/// <summary>A <c>const</c> whose value is to become one that is known at run time only.</summary>
internal sealed class ConstantDeclaration
{
    private readonly VariableDeclarationSyntax _variables;

    private ConstantDeclaration(SyntaxNode node, VariableDeclarationSyntax variables) => (Node, _variables) = (node, variables);

    public SyntaxNode Node { get; }

    /// <summary>The constant that this expression initializes; null where it initializes none.</summary>
    public static ConstantDeclaration? Of(ExpressionSyntax expression) => expression.FirstAncestorOrSelf<VariableDeclarationSyntax>() switch
    {
        { Parent: LocalDeclarationStatementSyntax { IsConst: true } local } variables => new ConstantDeclaration(local, variables),
        { Parent: FieldDeclarationSyntax field } variables when field.Modifiers.Any(SyntaxKind.ConstKeyword) => new ConstantDeclaration(field, variables),
        _ => null,
    };

    /// <summary>
    /// May it become a variable? The compiler tells whether its document still needs a constant; other documents and the
    /// order of static initializers are asked here.
    /// </summary>
    public async Task<bool> MayBecomeVariableAsync(FixSite site, CancellationToken cancellationToken)
    {
        if (_variables.Variables.Count != 1)
            return false;
        if (Node is not FieldDeclarationSyntax field)
            return true;
        if (site.Model.GetDeclaredSymbol(_variables.Variables[0], cancellationToken) is not IFieldSymbol symbol || IsVisibleOutside(symbol))
            return false;
        if (field.Parent is not TypeDeclarationSyntax type || IsReadEarlier(type, field, symbol.Name))
            return false;

        var isLocal = symbol.DeclaredAccessibility == Accessibility.Private && symbol.ContainingType.DeclaringSyntaxReferences.Length == 1;
        return isLocal || !await IsNamedElsewhereAsync(site.Document, symbol.Name, cancellationToken).ConfigureAwait(false);
    }

    public SyntaxNode WithoutConst(SyntaxNode changed) => changed switch
    {
        FieldDeclarationSyntax field => field.WithModifiers(StaticReadonly(field.Modifiers)),
        LocalDeclarationStatementSyntax local => WithoutConst(local),
        _ => changed,
    };

    private static LocalDeclarationStatementSyntax WithoutConst(LocalDeclarationStatementSyntax local)
    {
        var leading = local.GetLeadingTrivia();
        return local.WithModifiers(default).WithLeadingTrivia(leading);
    }

    private static SyntaxTokenList StaticReadonly(SyntaxTokenList modifiers)
    {
        var keyword = modifiers.First(static modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
        return modifiers.ReplaceRange(
            keyword,
            [
                SyntaxFactory.Token(keyword.LeadingTrivia, SyntaxKind.StaticKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
                SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.ReadOnlyKeyword, keyword.TrailingTrivia),
            ]);
    }

    private static bool IsVisibleOutside(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>Does a static initializer above read it? It would see null.</summary>
    private static bool IsReadEarlier(TypeDeclarationSyntax type, FieldDeclarationSyntax field, string name)
    {
        foreach (var member in type.Members)
        {
            if (member == field)
                return false;
            if (member is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null } && Names(member, name))
                return true;
        }

        return false;
    }

    private static async Task<bool> IsNamedElsewhereAsync(Document document, string name, CancellationToken cancellationToken)
    {
        foreach (var other in document.Project.Solution.Projects.SelectMany(static project => project.Documents))
        {
            if (other.Id == document.Id)
                continue;

            var text = await other.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (text.ToString().IndexOf(name, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }

    private static bool Names(SyntaxNode node, string name)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                return true;
        }

        return false;
    }
}
