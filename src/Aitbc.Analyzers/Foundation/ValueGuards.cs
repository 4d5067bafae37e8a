using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers;

/// <summary>What a condition around a value asks.</summary>
internal enum ValueGuard
{
    None,

    /// <summary>Whether something was configured or found: the value is what holds otherwise.</summary>
    MissingValue,

    /// <summary>Which operating system this is.</summary>
    System,
}

/// <summary>Reads the conditions under which a value is chosen.</summary>
internal static class ValueGuards
{
    /// <summary>Does the condition ask whether a value is there: null, empty, found, given?</summary>
    public static bool AsksForValue(SyntaxNode condition)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression }:
                case LiteralExpressionSyntax { Token.Value: "" }:
                case RecursivePatternSyntax { Type: null }:
                    return true;
                case IdentifierNameSyntax { Identifier.ValueText: var name } when IsValueQuestion(name):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the condition ask for the operating system? By its words, since many programs have a helper of their own.</summary>
    public static bool AsksForSystem(SyntaxNode condition)
    {
        foreach (var token in condition.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;

            foreach (var word in IdentifierWords.Of(token.ValueText))
            {
                if (word is "windows" or "linux" or "osx" or "mac" or "macos" or "unix" or "posix" or "darwin" or "freebsd" or "osplatform" or "os" or "macintosh")
                    return true;
            }
        }

        return false;
    }

    /// <summary>The condition that decides whether this assignment or return is reached.</summary>
    /// <param name="value">The value that is assigned or returned.</param>
    /// <param name="target">What it is assigned to; null for a return.</param>
    public static ValueGuard Around(SyntaxNode value, SyntaxNode? target)
    {
        var guard = ValueGuard.None;
        foreach (var node in value.Ancestors())
        {
            switch (node)
            {
                case IfStatementSyntax choice when !choice.Condition.Span.Contains(value.Span):
                    if (AsksForSystem(choice.Condition))
                        guard = ValueGuard.System;
                    else if (AsksForValue(choice.Condition) && (target is null || choice.Else is not null || Mentions(choice.Condition, target)))
                        return ValueGuard.MissingValue;
                    if (target is null && FollowsAlternative(choice))
                        return ValueGuard.MissingValue;
                    break;
                case SwitchStatementSyntax choice when AsksForSystem(choice.Expression) || HasSystemLabel(value):
                    guard = ValueGuard.System;
                    break;
                case CatchClauseSyntax:
                    return ValueGuard.MissingValue;
                case MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return guard;
                case StatementSyntax statement when target is null && FollowsAlternative(statement):
                    return ValueGuard.MissingValue;
            }
        }

        return guard;
    }

    /// <summary>Is the same text asked for further up in the member: <c>if (File.Exists("/etc/x")) File.ReadAllText("/etc/x")</c>?</summary>
    public static bool IsProbedBefore(ExpressionSyntax value, string text)
    {
        foreach (var node in value.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? [])
        {
            if (node.SpanStart >= value.SpanStart)
                return false;
            if (node is LiteralExpressionSyntax { Token.Value: string asked, Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } }
                && asked == text && called.GetLastToken().ValueText == "Exists")
                return true;
        }

        return false;
    }

    private static bool Mentions(SyntaxNode condition, SyntaxNode target)
    {
        var name = target.GetLastToken().ValueText;
        foreach (var token in condition.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                return true;
        }

        return false;
    }

    private static bool HasSystemLabel(SyntaxNode value)
    {
        if (value.FirstAncestorOrSelf<SwitchSectionSyntax>() is not { } section)
            return false;

        foreach (var label in section.Labels)
        {
            if (AsksForSystem(label))
                return true;
        }

        return false;
    }

    /// <summary>Is the statement behind <c>if (configured is not null) return configured;</c>?</summary>
    private static bool FollowsAlternative(StatementSyntax statement)
    {
        if (statement.Parent is not BlockSyntax block)
            return false;

        foreach (var earlier in block.Statements)
        {
            if (earlier == statement)
                return false;
            if (earlier is IfStatementSyntax choice && AsksForValue(choice.Condition) && ReturnsVariable(choice.Statement))
                return true;
        }

        return false;
    }

    private static bool ReturnsVariable(StatementSyntax statement)
    {
        foreach (var node in statement.DescendantNodesAndSelf())
        {
            if (node is ReturnStatementSyntax { Expression: not null and not LiteralExpressionSyntax })
                return true;
        }

        return false;
    }

    private static bool IsValueQuestion(string name) =>
        name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "HasValue" or "Exists" or "Any" or "Length" or "Count" or "ContainsKey"
        || name.StartsWith("TryGet", StringComparison.Ordinal) || name.StartsWith("TryParse", StringComparison.Ordinal);
}
