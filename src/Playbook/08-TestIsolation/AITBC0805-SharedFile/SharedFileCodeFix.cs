using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0805 (playbook section 08): a local's fixed name becomes a unique one under the temp directory, with the
/// extension kept. Offered only where everything that uses the file goes through that local.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SharedFileCodeFix)), Shared]
public sealed class SharedFileCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => "AITBC0805";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Properties.ContainsKey(SharedFileProperties.MayBeRenamed)
            && site.Node is ExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } origin
            && variable.Parent?.Parent is LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration
            && site.Model.GetTypeInfo(origin, site.CancellationToken).Type is { SpecialType: SpecialType.System_String }
            && NameIn(origin) is { } name && IsPlain(name) && !IsSpeltElsewhere(origin, name))
            yield return new FixOffer("Use a name of its own", "Unique", _ => Task.FromResult(Apply(site, declaration, origin, name)));
    }

    private static Document Apply(FixSite site, LocalDeclarationStatementSyntax declaration, ExpressionSyntax origin, string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot > 0 ? (name.Substring(0, dot), name.Substring(dot)) : (name, "");
        var unique = SyntaxFactory.ParseExpression($"System.IO.Path.Combine(System.IO.Path.GetTempPath(), $\"{stem}-{{System.Guid.NewGuid():N}}{extension}\")")
            .WithShortNames()
            .WithTriviaFrom(origin);
        var changed = declaration.ReplaceNode(origin, unique);
        if (changed.IsConst)
            changed = changed.WithModifiers(default).WithLeadingTrivia(declaration.GetLeadingTrivia());
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(declaration, changed));
    }

    /// <summary>The name that the expression spells at its end.</summary>
    private static string? NameIn(ExpressionSyntax origin)
    {
        if (origin is InvocationExpressionSyntax { ArgumentList.Arguments: [.., { NameColon: null } last], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Combine" or "Join" or "GetFullPath" } })
            origin = last.Expression;
        if (origin is not LiteralExpressionSyntax { Token.Value: string text } || text.IndexOf('=') >= 0)
            return null;
        return text.Substring(text.LastIndexOfAny(['/', '\\']) + 1);
    }

    private static bool IsPlain(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('.' or '-' or '_' or ' '))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>An assertion on the name, a message or a second path would no longer fit.</summary>
    private static bool IsSpeltElsewhere(ExpressionSyntax origin, string name)
    {
        if (origin.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return true;

        foreach (var token in member.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
            {
                if (!origin.Span.Contains(token.Span) && token.ValueText.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
                    return true;
            }
        }

        return false;
    }
}
