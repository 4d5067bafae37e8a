using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>
/// Fixes AITBC0901 (playbook section 9). In tests the port becomes a free one, and all that speaks of it follows;
/// elsewhere it can be set by an environment variable and stays the default.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedPortCodeFix)), Shared]
public sealed class HardcodedPortCodeFix : PlaybookCodeFix
{
    private const string FreeKey = "AITBC0901.FreePort";
    private const string SettingKey = "AITBC0901.EnvironmentVariable";

    private protected override string FixableId => "AITBC0901";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (!site.Properties.TryGetValue(PortProperties.Port, out var port) || port is null
            || site.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } reported)
            yield break;

        if (reported is InterpolatedStringExpressionSyntax == false && reported.Parent is InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax outer })
            reported = outer;

        if (site.Properties.TryGetValue(PortProperties.IsTest, out var isTest) && isTest == "true")
        {
            var change = VariableChange.Find(site, reported, port) is { } variable
                ? BoundPortChange.OfVariable(site, variable) ?? variable.ToFreePort()
                : BoundPortChange.OfLiteral(site, reported, port) ?? FreePortChange.Of(site, reported, port);
            if (change is not null)
                yield return new FixOffer("Bind a free port", FreeKey, _ => Task.FromResult(Changed(site, change)));
        }
        else if (SettingChange.Of(site, reported, port) is { } change)
        {
            yield return new FixOffer("Read the port from the environment, with this one as default", SettingKey, _ => Task.FromResult(Changed(site, change)));
        }
    }

    private static Document Changed(FixSite site, Action<SyntaxEditor> change)
    {
        var editor = new SyntaxEditor(site.Root, site.Document.Project.Solution.Workspace.Services);
        change(editor);
        return site.Document.WithSyntaxRoot(editor.GetChangedRoot());
    }
}
