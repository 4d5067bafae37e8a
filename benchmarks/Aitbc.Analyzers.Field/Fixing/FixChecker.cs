using Aitbc.Analyzers.Field.Analysis;
using Aitbc.Analyzers.Field.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Aitbc.Analyzers.Field.Fixing;

/// <summary>Applies code fixes to hits of a corpus and judges the results.</summary>
internal sealed class FixChecker(AnalyzerSet analyzers, FieldOptions options)
{
    /// <summary>More hits are tried than asked for, because some get no offer.</summary>
    private const int Spare = 3;

    private readonly Dictionary<string, int> applied = new(StringComparer.Ordinal);
    private readonly List<FixOutcome> outcomes = [];

    public IReadOnlyList<FixOutcome> Outcomes => outcomes;

    /// <summary>Chooses hits of each rule over all repositories, in the same random order in every run.</summary>
    public List<Hit> Choose(IEnumerable<Hit> hits) => [.. hits.Where(hit => analyzers.IsFixable(hit.Rule))
        .GroupBy(hit => hit.Rule)
        .SelectMany(group => group.OrderBy(hit => hit.Rank(options.Seed)).Take(options.CheckFixes * Spare))];

    /// <summary>Checks the fixes of chosen hits, all of one repository.</summary>
    public async Task Check(LoadedRepository repository, IReadOnlyCollection<Hit> hits)
    {
        var state = new ProjectState(repository.Solution, analyzers);
        foreach (var project in hits.GroupBy(hit => hit.Project))
        {
            foreach (var rule in project.GroupBy(hit => hit.Rule))
            {
                foreach (var hit in rule.OrderBy(hit => hit.Rank(options.Seed)))
                    await CheckOne(repository, state, hit);
                if (options.FixAll)
                    await CheckAll(repository, state, [.. rule]);
            }
        }
    }

    private async Task CheckOne(LoadedRepository repository, ProjectState state, Hit hit)
    {
        if (applied.GetValueOrDefault(hit.Rule) >= options.CheckFixes)
            return;
        var document = Find(repository, hit);
        var before = await state.DiagnosticsIn(document, hit.Rule);
        if (before.Find(diagnostic => IsAt(diagnostic, hit)) is not { } diagnostic)
        {
            outcomes.Add(new FixOutcome(hit, "", FixVerdict.NotReproduced));
            return;
        }
        var offers = await Offers(document, diagnostic, hit);
        if (offers.Count == 0)
        {
            outcomes.Add(new FixOutcome(hit, "", FixVerdict.NotOffered));
            return;
        }
        applied[hit.Rule] = applied.GetValueOrDefault(hit.Rule) + 1;
        foreach (var (action, _) in options.AllActions ? offers : offers.Take(1))
            outcomes.Add(await Guard(hit, action.Title, () => Judge(state, document, hit, action.Title, action, before.Count - 1)));
    }

    private async Task CheckAll(LoadedRepository repository, ProjectState state, List<Hit> hits)
    {
        var hit = hits.GroupBy(hit => hit.File).MaxBy(file => file.Count())!.First();
        var document = Find(repository, hit);
        var before = await state.DiagnosticsIn(document, hit.Rule);
        var offers = new List<(CodeAction Action, CodeFixProvider Fix)>();
        foreach (var diagnostic in before)
            offers.AddRange(await Offers(document, diagnostic, hit));
        if (offers.Count == 0)
            return;
        var (action, fix) = offers[0];
        var title = $"fix all: {action.Title}";
        var fixable = offers.Count(offer => offer.Fix == fix && offer.Action.EquivalenceKey == action.EquivalenceKey);
        outcomes.Add(await Guard(hit, title, async () =>
        {
            var context = new FixAllContext(document, fix, FixAllScope.Document, action.EquivalenceKey!, [hit.Rule],
                new KnownDiagnostics(document, before), CancellationToken.None);
            return fix.GetFixAllProvider() is { } provider && provider.GetSupportedFixAllScopes().Contains(FixAllScope.Document)
                ? await Judge(state, document, hit, title, await provider.GetFixAsync(context), before.Count - fixable)
                : new FixOutcome(hit, title, FixVerdict.NoFixAll);
        }));
    }

    private static Document Find(LoadedRepository repository, Hit hit)
    {
        var projectPath = Path.Combine(repository.Root, hit.Project);
        var filePath = Path.Combine(repository.Root, hit.File);
        var project = repository.Solution.Projects.First(project => project.FilePath == projectPath);
        return project.Documents.First(document => document.FilePath == filePath);
    }

    private static bool IsAt(Diagnostic diagnostic, Hit hit)
    {
        var position = diagnostic.Location.GetLineSpan().StartLinePosition;
        return position.Line + 1 == hit.Line && position.Character + 1 == hit.Column;
    }

    private async Task<List<(CodeAction Action, CodeFixProvider Fix)>> Offers(Document document, Diagnostic diagnostic, Hit hit)
    {
        var offers = new List<(CodeAction, CodeFixProvider)>();
        foreach (var fix in analyzers.FixesFor(diagnostic.Id))
        {
            try
            {
                var context = new CodeFixContext(document, diagnostic,
                    (action, _) => offers.AddRange(Leaves(action).Select(leaf => (leaf, fix))), CancellationToken.None);
                await fix.RegisterCodeFixesAsync(context);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                outcomes.Add(new FixOutcome(hit, fix.GetType().Name, FixVerdict.Crashed, exception.ToString()));
            }
        }
        return offers;
    }

    private static IEnumerable<CodeAction> Leaves(CodeAction action) =>
        action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    private static async Task<FixOutcome> Guard(Hit hit, string title, Func<Task<FixOutcome>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new FixOutcome(hit, title, FixVerdict.Crashed, exception.ToString());
        }
    }

    private static async Task<FixOutcome> Judge(
        ProjectState state, Document document, Hit hit, string title, CodeAction? action, int allowed)
    {
        var operations = action is null ? [] : await action.GetOperationsAsync(CancellationToken.None);
        var before = document.Project.Solution;
        var after = operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution ?? before;
        var diff = await LineDiff.Create(before, after);
        if (diff.Length == 0)
            return new FixOutcome(hit, title, FixVerdict.NothingChanged);
        var errors = await state.NewIn(after, DiagnosticSeverity.Error);
        if (errors.Count > 0)
            return new FixOutcome(hit, title, FixVerdict.NewErrors, string.Join('\n', errors), diff);
        var left = await state.DiagnosticsIn(after.GetDocument(document.Id)!, hit.Rule);
        if (left.Count > allowed)
            return new FixOutcome(hit, title, FixVerdict.StillReported, $"{left.Count} of the rule are left, {allowed} expected", diff);
        if (await Comments.Lost(before, after) is { Count: > 0 } lost)
            return new FixOutcome(hit, title, FixVerdict.LostComment, string.Join('\n', lost), diff);
        return new FixOutcome(hit, title, FixVerdict.Fixed, string.Join('\n', await state.NewIn(after, DiagnosticSeverity.Warning)), diff);
    }

    /// <summary>Gives a fix-all the diagnostics of its one document.</summary>
    private sealed class KnownDiagnostics(Document document, IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document asked, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(asked.Id == document.Id ? diagnostics : []);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(project.Id == document.Project.Id ? diagnostics : []);
    }
}
