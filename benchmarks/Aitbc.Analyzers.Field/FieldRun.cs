using Aitbc.Analyzers.Field.Analysis;
using Aitbc.Analyzers.Field.Corpus;
using Aitbc.Analyzers.Field.Fixing;
using Aitbc.Analyzers.Field.Reporting;

namespace Aitbc.Analyzers.Field;

/// <summary>One run: analyzes every repository, then checks fixes in those that hits were chosen from.</summary>
internal sealed class FieldRun
{
    private readonly FieldOptions options;
    private readonly AnalyzerSet analyzers;
    private readonly RepositoryLoader loader;
    private readonly Summary summary = new(Console.Out);

    public FieldRun(FieldOptions options)
    {
        this.options = options;
        analyzers = new AnalyzerSet(options);
        loader = new RepositoryLoader(new ReferenceCatalog(options.References), analyzers.Severities, options.Values);
    }

    /// <summary>Runs, and tells whether no analyzer and no fix failed.</summary>
    public async Task<bool> Run()
    {
        var runs = new List<RepositoryRun>();
        foreach (var folder in options.Repositories.Where(folder => RepositoryLoader.HasSource(folder, options.Files)))
        {
            var run = await RepositoryRun.Run(loader.Load(folder), analyzers, options);
            summary.Write(run, options);
            runs.Add(run);
        }
        summary.Write(runs, analyzers.Descriptors, options);
        var hits = runs.SelectMany(run => run.Hits).ToList();
        if (options.Out is { } file)
            HitReport.Write(file, hits);
        if (options.Context is { } report)
            HitReport.WriteContext(report, HitReport.Sample(hits, options));
        var fixes = new FixChecker(analyzers, options);
        if (options.CheckFixes > 0)
            await CheckFixes(fixes, hits);
        summary.Write(fixes.Outcomes);
        summary.Write(analyzers.Crashes);
        return analyzers.Crashes.Count == 0 && !fixes.Outcomes.Any(outcome => outcome.IsFailure);
    }

    private async Task CheckFixes(FixChecker fixes, List<Hit> hits)
    {
        var chosen = fixes.Choose(hits).ToLookup(hit => hit.Repository);
        foreach (var folder in options.Repositories)
        {
            var name = Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
            if (chosen[name].Any())
                await fixes.Check(loader.Load(folder), [.. chosen[name]]);
        }
    }
}
