using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>
/// A user's own type of the same name triggers nothing. Each rule has a file in <c>tests/Doppelgangers</c>, whose
/// README says how it is made.
/// </summary>
public class DoppelgangerTests
{
    private const string Own = "Doppelgangers";

    public static TheoryData<string> Rules => [.. Room.All.Where(static room => room.Descriptor.Category != "Tools").Select(static room => room.Id)];

    [Theory, MemberData(nameof(Rules))]
    public async Task Types_of_the_user_trigger_no_rule(string id)
    {
        var project = Workbench.ProjectOf(FileOf(id));
        Assert.Empty(await Workbench.ErrorsAsync(project));
        Assert.Empty(await Workbench.AnalyzeAsync(project));
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task The_same_code_with_the_real_types_is_reported(string id)
    {
        var (path, text) = FileOf(id);
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var own = root.Members.OfType<NamespaceDeclarationSyntax>().Where(static block => block.Name.ToString() == Own);
        var project = Workbench.ProjectOf((path, root.RemoveNodes(own, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString()));
        Assert.Empty(await Workbench.ErrorsAsync(project));
        Assert.Contains(await Workbench.AnalyzeAsync(project), diagnostic => diagnostic.Id == id);
    }

    private static (string Path, string Text) FileOf(string id) => SourceFiles.Read(Path.Combine("tests", Own, id + ".cs"));
}
