using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>Outside tests: an environment variable decides, and the port that was written is the default.</summary>
internal static class SettingChange
{
    public static Action<SyntaxEditor>? Of(FixSite site, ExpressionSyntax reported, string port)
    {
        if (PortSyntax.IsInOtherFiles(site, port))
            return null;

        if (VariableChange.Find(site, reported, port) is { } variable)
        {
            return variable.IsNumber && variable.IsAloneWithPort(site.Root)
                ? variable.To(Number(site, port, variable.Declaration, port))
                : null;
        }

        if (PortMentions.In(site.Root, port) is not [{ } mention] || mention.Expression != reported || reported.Parent is not ArgumentSyntax
            || PortMentions.NeedsConstant(reported))
            return null;

        if (mention.Digits.Count == 0)
            return editor => editor.ReplaceNode(reported, SyntaxFactory.ParseExpression(Number(site, port, reported, reported.ToString())).WithTriviaFrom(reported).Simplified());

        // A command line is the other program's; only an address of our own can be taken from our environment.
        var text = reported.ToString();
        if (!text.Contains("://") || text.Contains("--") || mention.Digits.Count > 1)
            return null;
        return editor => editor.ReplaceNode(
            reported,
            SyntaxFactory.ParseExpression($"System.Environment.GetEnvironmentVariable(\"{AddressName(site, reported, port)}\") ?? {text}").WithTriviaFrom(reported).Simplified());
    }

    private static string Number(FixSite site, string port, SyntaxNode at, string fallback)
    {
        var member = at.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? site.Root;
        var name = PortSyntax.FreeName(member is GlobalStatementSyntax ? site.Root : member, "configuredPort");
        return $"int.TryParse(System.Environment.GetEnvironmentVariable(\"{Unused(site, "PORT", port)}\"), out var {name}) ? {name} : {fallback}";
    }

    private static string AddressName(FixSite site, ExpressionSyntax reported, string port)
    {
        var call = reported.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression.ToString() ?? "";
        return call.EndsWith(".UseUrls", StringComparison.Ordinal) ? "ASPNETCORE_URLS" : Unused(site, "LISTEN_URL", port);
    }

    /// <summary>The name, made unlike those that the project reads already: two listeners cannot share one port.</summary>
    private static string Unused(FixSite site, string name, string port)
    {
        var quoted = $"\"{name}\"";
        foreach (var tree in site.Model.Compilation.SyntaxTrees)
        {
            if (tree.GetText(site.CancellationToken).ToString().Contains(quoted))
                return $"{name}_{port}";
        }

        return name;
    }
}
