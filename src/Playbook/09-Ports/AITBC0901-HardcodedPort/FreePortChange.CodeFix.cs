using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>A port that the system says is free, in all places of the member that speak of the fixed one.</summary>
internal static class FreePortChange
{
    public static Action<SyntaxEditor>? Of(FixSite site, ExpressionSyntax reported, string port)
    {
        if (PortSyntax.MemberOf(reported) is not { } member || FreePortHelper.TypeOf(member) is null)
            return null;

        var mentions = PortMentions.In(member, port);
        if (!mentions.Exists(mention => mention.Expression == reported)
            || mentions.Exists(static mention => PortMentions.NeedsConstant(mention.Expression))
            || PortSyntax.IsSharedWithOthers(site, member, port, holdsBothEnds: mentions.Count > 1))
            return null;

        if (mentions.Count == 1)
            return Replace(site, mentions, FreePortHelper.Call, before: null);

        var first = FirstStatement(mentions, member);
        return first is null ? null : Replace(site, mentions, PortSyntax.FreeName(member, "port"), first);
    }

    private static Action<SyntaxEditor>? Replace(FixSite site, List<PortMention> mentions, string port, StatementSyntax? before)
    {
        var replacements = mentions.ConvertAll(mention => (Old: mention.Expression, New: mention.With(port)));
        if (replacements.Exists(static replacement => replacement.New is null))
            return null;

        return editor =>
        {
            foreach (var (old, replacement) in replacements)
                editor.ReplaceNode(old, replacement!);
            if (before is not null)
                editor.InsertBefore(before, PortSyntax.Declare(port, FreePortHelper.Call, site.Root));
            FreePortHelper.Ensure(editor, site.Node);
        };
    }

    /// <summary>The first statement that speaks of the port, in the innermost block that holds all of them.</summary>
    private static StatementSyntax? FirstStatement(List<PortMention> mentions, SyntaxNode member)
    {
        foreach (var ancestor in mentions[0].Expression.Ancestors())
        {
            if (ancestor == member)
                return null;
            if (ancestor is not BlockSyntax block || !mentions.TrueForAll(mention => block.Span.Contains(mention.Expression.Span)))
                continue;

            foreach (var statement in block.Statements)
            {
                if (statement.Span.Contains(mentions[0].Expression.Span))
                    return statement;
            }
        }

        return null;
    }
}
