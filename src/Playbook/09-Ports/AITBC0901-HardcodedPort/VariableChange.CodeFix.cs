using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>A port that a local, field or property of this file holds: changed where it is declared, so that every use follows.</summary>
internal sealed class VariableChange
{
    private readonly FixSite _site;
    private readonly PortMention _mention;

    private VariableChange(FixSite site, ISymbol variable, SyntaxNode declaration, PortMention mention)
    {
        _site = site;
        Variable = variable;
        Declaration = declaration;
        _mention = mention;
    }

    public ISymbol Variable { get; }

    public SyntaxNode Declaration { get; }

    public bool IsNumber => _mention.Digits.Count == 0;

    /// <summary>The variable that the reported expression is, or whose initializer it stands in; null where it is none of this file.</summary>
    public static VariableChange? Find(FixSite site, ExpressionSyntax reported, string port)
    {
        var variable = reported is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            ? site.Model.GetSymbolInfo(reported, site.CancellationToken).Symbol
            : reported.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: { } declarator } initializer && initializer.Value.WithoutParentheses() == reported
                ? site.Model.GetDeclaredSymbol(declarator, site.CancellationToken)
                : null;
        if (variable is not (ILocalSymbol or IFieldSymbol or IPropertySymbol)
            || variable.DeclaringSyntaxReferences is not [{ } reference]
            || reference.SyntaxTree != site.Root.SyntaxTree)
            return null;

        var declaration = reference.GetSyntax(site.CancellationToken);
        var value = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } given } => given,
            PropertyDeclarationSyntax { Initializer.Value: { } given } => given,
            _ => null,
        };
        if (value is null || MentionIn(value, port) is not { } mention)
            return null;

        return new VariableChange(site, variable, declaration, mention);
    }

    /// <summary>The variable gets a free port from the system; null where not all that speaks of the port would follow.</summary>
    public Action<SyntaxEditor>? ToFreePort()
    {
        if (FreePortHelper.TypeOf(Declaration) is not { } type || !IsAloneWithPort(type))
            return null;
        return To(FreePortHelper.Call) is { } change ? editor =>
        {
            change(editor);
            FreePortHelper.Ensure(editor, Declaration);
        }
        : null;
    }

    /// <summary>The variable is given <paramref name="port"/> in place of the number; null where it has to stay constant.</summary>
    public Action<SyntaxEditor>? To(string port)
    {
        if (_mention.With(port) is not { } value || !MayBecomeVariable())
            return null;

        return editor =>
        {
            editor.ReplaceNode(_mention.Expression, value.Simplified());
            if (Declaration.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { } field && field.Modifiers.IndexOf(SyntaxKind.ConstKeyword) is >= 0 and var at)
                editor.ReplaceNode(field, (current, _) => WithoutConst((FieldDeclarationSyntax)current, at));
            else if (Declaration.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { IsConst: true } local)
                editor.ReplaceNode(local, static (current, _) => WithoutConst((LocalDeclarationStatementSyntax)current));
        };
    }

    /// <summary>Does nothing else speak of the port, so that the variable is all there is to change?</summary>
    public bool IsAloneWithPort(SyntaxNode within)
    {
        foreach (var mention in PortMentions.In(within, PortText()))
        {
            if (mention.Expression != _mention.Expression)
                return false;
        }

        return true;
    }

    private string PortText() => _site.Properties[PortProperties.Port]!;

    private bool MayBecomeVariable()
    {
        if (Declaration is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: > 1 } })
            return false;

        // A constant of which others know the value could be baked into them.
        var isConst = Variable is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true };
        if (!isConst)
            return Variable is not IFieldSymbol { IsStatic: false, IsReadOnly: false };
        if (Variable.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && !IsTest())
            return false;

        foreach (var tree in _site.Model.Compilation.SyntaxTrees)
        {
            if (Variable.DeclaredAccessibility == Accessibility.Private && tree != _site.Root.SyntaxTree)
                continue;
            foreach (var token in tree.GetRoot(_site.CancellationToken).DescendantTokens())
            {
                if (token.ValueText == Variable.Name && token.IsKind(SyntaxKind.IdentifierToken)
                    && token.Parent is IdentifierNameSyntax name && PortMentions.NeedsConstant(name))
                    return false;
            }
        }

        return true;
    }

    private bool IsTest() => _site.Properties.TryGetValue(PortProperties.IsTest, out var isTest) && isTest == "true";

    private static PortMention? MentionIn(ExpressionSyntax value, string port)
    {
        var inner = value.WithoutParentheses();
        if (inner is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression })
            return new PortMention(inner, []);
        return PortMentions.In(inner, port) is [{ } mention] && mention.Expression == inner ? mention : null;
    }

    private static SyntaxNode WithoutConst(FieldDeclarationSyntax field, int at)
    {
        var keyword = field.Modifiers[at];
        return field.WithModifiers(field.Modifiers.RemoveAt(at).InsertRange(at,
        [
            SyntaxFactory.Token(keyword.LeadingTrivia, SyntaxKind.StaticKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.ReadOnlyKeyword, keyword.TrailingTrivia),
        ]));
    }

    private static SyntaxNode WithoutConst(LocalDeclarationStatementSyntax local)
    {
        var keyword = local.Modifiers[0];
        return local
            .WithModifiers(local.Modifiers.RemoveAt(0))
            .WithLeadingTrivia(keyword.LeadingTrivia.AddRange(local.Declaration.GetLeadingTrivia()));
    }
}
