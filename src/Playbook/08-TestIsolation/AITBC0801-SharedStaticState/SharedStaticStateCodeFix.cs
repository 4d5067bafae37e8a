using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0801 (playbook section 08): drops <c>static</c>, so that each test has a value of its own. Offered only
/// where the framework makes a new instance for each test and nothing but instance code of the same type uses the member.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SharedStaticStateCodeFix)), Shared]
public sealed class SharedStaticStateCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => "AITBC0801";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (!site.Properties.ContainsKey(SharedState.FitsInstance)
            || site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || declaration is FieldDeclarationSyntax { Declaration.Variables.Count: not 1 } or not (FieldDeclarationSyntax or PropertyDeclarationSyntax)
            || !declaration.Modifiers.Any(SyntaxKind.StaticKeyword)
            || site.Model.GetDeclaredSymbol(site.Node, site.CancellationToken) is not { ContainingType: { TypeKind: TypeKind.Class } type } member
            || site.Types.TestCode?.HasInstancePerTest(type) != true
            || IsDisposable(member, site.Types)
            || MayBeUsedElsewhere(site, member)
            || References(site, member) is not { } references)
            yield break;

        yield return new FixOffer("Make it an instance member", "Instance", _ => Task.FromResult(Apply(site, declaration, references)));
    }

    private static Document Apply(FixSite site, MemberDeclarationSyntax declaration, List<MemberAccessExpressionSyntax> qualified)
    {
        // Tests.Cache -> this.Cache, which the simplifier shortens where nothing hides the name.
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNodes(
            qualified.Append<SyntaxNode>(declaration),
            (original, rewritten) => original == declaration
                ? WithoutStatic((MemberDeclarationSyntax)rewritten)
                : ((MemberAccessExpressionSyntax)rewritten)
                    .WithExpression(SyntaxFactory.ThisExpression().WithTriviaFrom(((MemberAccessExpressionSyntax)rewritten).Expression))
                    .WithAdditionalAnnotations(Simplifier.Annotation)));
    }

    private static MemberDeclarationSyntax WithoutStatic(MemberDeclarationSyntax declaration)
    {
        var index = declaration.Modifiers.IndexOf(SyntaxKind.StaticKeyword);
        var removed = declaration.Modifiers[index];
        var changed = declaration.WithModifiers(declaration.Modifiers.RemoveAt(index));
        if (index > 0 || declaration.AttributeLists.Count > 0 && !removed.HasLeadingTrivia)
            return changed;

        // The first token carries the comments above the member.
        var first = changed.AttributeLists.Count > 0 && changed.Modifiers.Count == 0
            ? TypeOf(changed).GetFirstToken()
            : changed.Modifiers.Count > 0 ? changed.Modifiers[0] : changed.GetFirstToken();
        return changed.ReplaceToken(first, first.WithLeadingTrivia(removed.LeadingTrivia));
    }

    private static TypeSyntax TypeOf(MemberDeclarationSyntax declaration) =>
        declaration is FieldDeclarationSyntax field ? field.Declaration.Type : ((PropertyDeclarationSyntax)declaration).Type;

    /// <summary>A value made for each test would have to be released after each test; AITBC0802 would be right to complain.</summary>
    private static bool IsDisposable(ISymbol member, KnownTypes types)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return types.IsOrInherits(type, "System.IDisposable") || types.IsOrInherits(type, "System.IAsyncDisposable");
    }

    /// <summary>Does another file of the project, or may another project, name the member?</summary>
    private static bool MayBeUsedElsewhere(FixSite site, ISymbol member)
    {
        if (member.DeclaredAccessibility == Accessibility.Private && member.ContainingType.DeclaringSyntaxReferences.Length == 1)
            return false;

        if (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
        {
            var project = site.Document.Project;
            foreach (var other in project.Solution.Projects)
            {
                if (other.ProjectReferences.Any(reference => reference.ProjectId == project.Id))
                    return true;
            }
        }

        foreach (var tree in site.Model.Compilation.SyntaxTrees)
        {
            if (tree != site.Model.SyntaxTree
                && tree.GetRoot(site.CancellationToken).DescendantTokens()
                    .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == member.Name))
                return true;
        }

        return false;
    }

    /// <summary>The references that name the type first; null where something other than code of the same type uses the member.</summary>
    private static List<MemberAccessExpressionSyntax>? References(FixSite site, ISymbol member)
    {
        var qualified = new List<MemberAccessExpressionSyntax>();
        foreach (var node in site.Root.DescendantNodes())
        {
            // Test data is found by its name at run time, and has to be static.
            if (node is LiteralExpressionSyntax literal && literal.Token.ValueText == member.Name && IsInAttribute(literal))
                return null;
            if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != member.Name)
                continue;
            if (IsInAttribute(name))
                return null;
            if (!SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol?.OriginalDefinition, member.OriginalDefinition))
                continue;
            if (!SymbolEqualityComparer.Default.Equals(TypeAround(site, name), member.ContainingType))
                return null;
            if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && access.Expression is not ThisExpressionSyntax)
                qualified.Add(access);
        }

        return qualified;
    }

    private static bool IsInAttribute(SyntaxNode node) => node.FirstAncestorOrSelf<AttributeSyntax>() is not null;

    private static INamedTypeSymbol? TypeAround(FixSite site, SyntaxNode node) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? site.Model.GetDeclaredSymbol(type, site.CancellationToken) : null;
}
