using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Edits of a type declaration that keep its comments where they are.</summary>
internal static class TypeEdits
{
    /// <summary>Adds a base type behind those that are there.</summary>
    public static TypeDeclarationSyntax AddBase(this TypeDeclarationSyntax declaration, string name)
    {
        var added = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName("global::" + name).WithAdditionalAnnotations(Simplifier.Annotation));
        if (declaration.BaseList is { } list)
        {
            var last = list.Types.Last();
            var types = list.Types.Replace(last, last.WithoutTrailingTrivia())
                .Add(added.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(last.GetTrailingTrivia()));
            return declaration.WithBaseList(list.WithTypes(types));
        }

        var before = declaration.ParameterList?.GetLastToken() ?? declaration.TypeParameterList?.GetLastToken() ?? declaration.Identifier;
        var changed = declaration.ReplaceToken(before, before.WithTrailingTrivia(SyntaxFactory.Space));
        var colon = SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space);
        return changed.WithBaseList(SyntaxFactory.BaseList(colon, SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(added))
            .WithTrailingTrivia(before.TrailingTrivia));
    }

    /// <summary>
    /// Adds a method behind the constructors, set-ups and teardowns, which are those that a reader looks for it at; or
    /// right before <paramref name="before"/>.
    /// </summary>
    public static TypeDeclarationSyntax InsertMember(this TypeDeclarationSyntax declaration, MemberDeclarationSyntax member, MemberDeclarationSyntax? before = null)
    {
        var index = before is null ? PlaceFor(declaration) : declaration.Members.IndexOf(m => m.IsEquivalentTo(before, topLevel: true));
        if (index < 0)
            index = declaration.Members.Count;

        var newLine = NewLineOf(declaration);
        member = member.WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
        if (index > 0)
            member = member.WithLeadingTrivia(newLine);

        var members = declaration.Members;
        if (index < members.Count && !StartsWithBlankLine(members[index]))
            members = members.Replace(members[index], members[index].WithLeadingTrivia(members[index].GetLeadingTrivia().Insert(0, newLine)));
        return declaration.WithMembers(members.Insert(index, member));
    }

    private static int PlaceFor(TypeDeclarationSyntax declaration)
    {
        for (var i = declaration.Members.Count - 1; i >= 0; i--)
        {
            if (declaration.Members[i] is ConstructorDeclarationSyntax)
                return i + 1;
        }

        for (var i = 0; i < declaration.Members.Count; i++)
        {
            if (declaration.Members[i] is MethodDeclarationSyntax method && !IsSetUp(method))
                return i;
        }

        return declaration.Members.Count;
    }

    private static bool IsSetUp(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = attribute.Name.ToString();
                if (name.EndsWith("SetUp", StringComparison.Ordinal) || name.EndsWith("Initialize", StringComparison.Ordinal) || name.EndsWith("Before", StringComparison.Ordinal))
                    return true;
            }
        }

        return method.Identifier.ValueText == "InitializeAsync";
    }

    private static bool StartsWithBlankLine(MemberDeclarationSyntax member) => member.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTrivia NewLineOf(SyntaxNode node)
    {
        foreach (var trivia in node.SyntaxTree.GetRoot().DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return SyntaxFactory.EndOfLine(trivia.ToString());
        }

        return SyntaxFactory.LineFeed;
    }
}
