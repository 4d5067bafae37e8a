using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0801 (playbook section 08) for a field that is a local in disguise: nothing but tests names it, and each
/// of them assigns it before anything else. Each test then gets a local of its own, and the field goes.
/// </summary>
internal sealed class TestLocals
{
    private readonly FixSite _site;
    private readonly FieldDeclarationSyntax _declaration;
    private readonly ISymbol _member;

    /// <summary>All that names the field, each with the place to put the local's name in.</summary>
    private readonly List<(IdentifierNameSyntax Name, ExpressionSyntax Whole, MethodDeclarationSyntax Test)> _uses = [];

    private TestLocals(FixSite site, FieldDeclarationSyntax declaration, ISymbol member)
    {
        _site = site;
        _declaration = declaration;
        _member = member;
    }

    /// <summary>The fix, or null where a local would not surely do the same.</summary>
    public static TestLocals? Find(FixSite site)
    {
        if (site.Node is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax declaration } } variable
            || variable.Initializer is { Value: not (LiteralExpressionSyntax or DefaultExpressionSyntax or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }) }
            || declaration.AttributeLists.Count > 0
            || declaration.Modifiers.Any(SyntaxKind.VolatileKeyword)
            || HoldsText(declaration)
            || site.Model.GetDeclaredSymbol(variable, site.CancellationToken) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, RefKind: RefKind.None } member
            || member.ContainingType.DeclaringSyntaxReferences.Length != 1
            || site.Types.TestCode is not { } testCode)
            return null;

        var locals = new TestLocals(site, declaration, member);
        return locals.FindUses(testCode) && locals._uses.Count > 0 ? locals : null;
    }

    public Task<Document> Apply()
    {
        var names = new Dictionary<SyntaxNode, (string Local, bool IsFirst)>();
        foreach (var (_, whole, test) in _uses)
            names[whole] = (LocalName(test), whole.Parent is AssignmentExpressionSyntax && IsFirstStatement(whole, test));
        var type = _declaration.Declaration.Type.WithoutTrivia();

        var nodes = new List<SyntaxNode>();
        var statements = new Dictionary<SyntaxNode, string>();
        foreach (var pair in names)
        {
            if (pair.Value.IsFirst)
                statements.Add(pair.Key.FirstAncestorOrSelf<ExpressionStatementSyntax>()!, pair.Value.Local);
            else
                nodes.Add(pair.Key);
        }

        nodes.AddRange(statements.Keys);
        var root = _site.Root.TrackNodes(nodes.Append(_declaration));
        // A statement may hold further uses, in a lambda: what stands inside comes first.
        root = root.ReplaceNodes(
            nodes.Select(node => root.GetCurrentNode(node)!),
            (original, rewritten) => rewritten switch
            {
                ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } statement
                    when statements.TryGetValue(OriginalOf(original), out var local) => Declare(statement, assignment, type, local),
                _ when names.TryGetValue(OriginalOf(original), out var use) => SyntaxFactory.IdentifierName(use.Local).WithTriviaFrom(rewritten),
                _ => rewritten,
            });
        root = root.RemoveNode(root.GetCurrentNode(_declaration)!, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return Task.FromResult(_site.Document.WithSyntaxRoot(root));

        SyntaxNode OriginalOf(SyntaxNode current) => nodes.First(node => root.GetCurrentNode(node) == current);
    }

    private static LocalDeclarationStatementSyntax Declare(
        ExpressionStatementSyntax statement, AssignmentExpressionSyntax assignment, TypeSyntax type, string local) =>
        SyntaxFactory.LocalDeclarationStatement(
                SyntaxFactory.VariableDeclaration(
                    type.WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(
                        SyntaxFactory.Identifier(local).WithTrailingTrivia(assignment.Left.GetTrailingTrivia()),
                        null,
                        SyntaxFactory.EqualsValueClause(assignment.OperatorToken, assignment.Right)))))
            .WithSemicolonToken(statement.SemicolonToken)
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);

    private bool FindUses(TestCode testCode)
    {
        var started = new HashSet<MethodDeclarationSyntax>();
        foreach (var node in _site.Root.DescendantNodes())
        {
            // Test data and the like are found by their name at run time.
            if (node is LiteralExpressionSyntax literal && literal.Token.ValueText == _member.Name && literal.FirstAncestorOrSelf<AttributeSyntax>() is not null)
                return false;
            if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != _member.Name
                || !SymbolEqualityComparer.Default.Equals(_site.Model.GetSymbolInfo(name, _site.CancellationToken).Symbol?.OriginalDefinition, _member.OriginalDefinition))
                continue;

            var whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
            if (whole is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } && !_member.IsStatic
                || name.FirstAncestorOrSelf<AttributeSyntax>() is not null
                || whole.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Body: not null } test
                || test.Parent != _declaration.Parent
                || IsNamedOrQuoted(whole))
                return false;

            // In the order of the text: the first one has to give the value.
            if (started.Add(test) && !(IsFirstStatement(whole, test) && IsOnlyATest(test, testCode)))
                return false;
            _uses.Add((name, whole, test));
        }

        return true;
    }

    /// <summary>Is this the target of an assignment that stands by itself on the method's own level, and reads nothing of the field?</summary>
    private bool IsFirstStatement(ExpressionSyntax whole, MethodDeclarationSyntax test)
    {
        if (whole.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment
            || assignment.Left != whole || statement.Parent != test.Body || assignment.Right is RefExpressionSyntax)
            return false;

        foreach (var node in test.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == _member.Name && name.SpanStart < whole.SpanStart
                && SymbolEqualityComparer.Default.Equals(_site.Model.GetSymbolInfo(name, _site.CancellationToken).Symbol?.OriginalDefinition, _member.OriginalDefinition))
                return false;
        }

        return !assignment.Right.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == _member.Name);
    }

    /// <summary>Nobody but the framework calls it, so that no test runs in the middle of another.</summary>
    private bool IsOnlyATest(MethodDeclarationSyntax declaration, TestCode testCode) =>
        _site.Model.GetDeclaredSymbol(declaration, _site.CancellationToken) is { IsVirtual: false, IsOverride: false, IsAbstract: false } method
        && testCode.IsTest(method)
        && !_site.Root.DescendantNodes().Any(node => node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name);

    /// <summary><c>nameof</c> gives another text for a local, and an expression tree another tree.</summary>
    private bool IsNamedOrQuoted(ExpressionSyntax whole)
    {
        if (_site.Model.GetOperation(whole, _site.CancellationToken)?.Parent is INameOfOperation)
            return true;

        foreach (var lambda in whole.Ancestors().OfType<LambdaExpressionSyntax>())
        {
            if (_site.Model.GetTypeInfo(lambda, _site.CancellationToken).ConvertedType is { Name: "Expression", ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } })
                return true;
        }

        return false;
    }

    /// <summary>The field's name without its prefix, where that is free in the method.</summary>
    private string LocalName(MethodDeclarationSyntax test)
    {
        var name = _member.Name;
        var start = name.StartsWith("m_", StringComparison.Ordinal) || name.StartsWith("s_", StringComparison.Ordinal) ? 2 : 0;
        while (start < name.Length && name[start] == '_')
            start++;
        if (start == name.Length || char.IsDigit(name[start]))
            return name;

        var local = char.ToLowerInvariant(name[start]) + name.Substring(start + 1);
        return local == name || SyntaxFacts.GetKeywordKind(local) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(local) != SyntaxKind.None
            || test.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == local)
            ? name
            : local;
    }

    /// <summary>A comment or a directive at the field would be lost with it.</summary>
    private static bool HoldsText(FieldDeclarationSyntax declaration) =>
        declaration.DescendantTrivia().Any(static trivia =>
            !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
