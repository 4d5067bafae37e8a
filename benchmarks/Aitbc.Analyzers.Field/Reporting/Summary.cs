using System.Globalization;
using Aitbc.Analyzers.Field.Analysis;
using Aitbc.Analyzers.Field.Fixing;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Field.Reporting;

/// <summary>Writes what a run found, for a person.</summary>
internal sealed class Summary(TextWriter writer)
{
    /// <summary>Writes one repository's size, binding quality, hits and times.</summary>
    public void Write(RepositoryRun run, FieldOptions options)
    {
        var errors = options.Errors;
        Line($"== {run.Name}: {run.Projects} projects, {run.Files} files, {run.All.Lines} lines, {run.Duration.TotalSeconds:F1} s");
        Write(run.All, run.Tests, options);
        foreach (var (text, count) in Most(run.Errors, errors))
            Line($"      {count,6} {text}");
        foreach (var (project, count) in Most(run.ErrorProjects, errors))
            Line($"      {count,6} in {project}");
        if (errors > 0 && run.Missing.Count > 0)
            Line($"   packages without restored assemblies: {string.Join(", ", Most(run.Missing, errors).Select(package => package.Key))}");
        if (run.Hits.Count > 0)
            Line($"   hits: {string.Join(", ", CountByRule(run.Hits))}");
        if (run.Times.Values.Any(time => time.TotalMilliseconds >= 1))
            Line($"   ms:   {string.Join(", ", Times(run.Times).Take(10))}");
    }

    /// <summary>Writes totals over all repositories.</summary>
    public void Write(IReadOnlyCollection<RepositoryRun> runs, IReadOnlyCollection<DiagnosticDescriptor> rules, FieldOptions options)
    {
        var (all, tests) = (new BindingQuality(), new BindingQuality());
        foreach (var run in runs)
        {
            all.Add(run.All);
            tests.Add(run.Tests);
        }
        var hits = runs.SelectMany(run => run.Hits).ToList();
        Line($"== {runs.Count} repositories, {runs.Sum(run => run.Files)} files, {runs.Sum(run => run.Duration.TotalSeconds):F0} s, {hits.Count} hits");
        Write(all, tests, options);
        var times = runs.SelectMany(run => run.Times).GroupBy(time => time.Key)
            .ToDictionary(group => group.Key, group => TimeSpan.FromTicks(group.Sum(time => time.Value.Ticks)));
        var byRule = hits.ToLookup(hit => hit.Rule);
        var silent = rules.Where(rule => !byRule.Contains(rule.Id)).Select(rule => rule.Id).Order(StringComparer.Ordinal).ToList();
        foreach (var rule in rules.Where(rule => byRule.Contains(rule.Id)).OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var found = byRule[rule.Id].ToList();
            var time = times.FirstOrDefault(time => time.Key.Split(' ').Contains(rule.Id)).Value;
            Line($"   {rule.Id,-12} {found.Count,7} hits in {found.Select(hit => hit.Repository).Distinct().Count(),3} repositories, {time.TotalMilliseconds,8:F0} ms  {rule.Title.ToString(CultureInfo.InvariantCulture)}");
        }
        if (silent.Count > 0)
            Line($"   no hits: {string.Join(", ", silent)}");
    }

    /// <summary>Writes the analyzers' exceptions, in a way that nobody overlooks.</summary>
    public void Write(IEnumerable<AnalyzerCrash> crashes)
    {
        foreach (var crash in crashes.OrderByDescending(crash => crash.Count))
        {
            Line($"!! ANALYZER EXCEPTION, {crash.Count} times");
            Indented(crash.Report);
        }
    }

    /// <summary>Writes how the fixes of each rule fared, and each failure with its change.</summary>
    public void Write(IReadOnlyCollection<FixOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.IsFailure))
        {
            Line($"!! FIX {outcome.Verdict}: {outcome.Action}");
            writer.Write(HitReport.Describe(outcome.Hit));
            Indented(outcome.Details);
            Indented(outcome.Diff);
        }
        foreach (var rule in outcomes.GroupBy(outcome => outcome.Hit.Rule).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var verdicts = rule.GroupBy(outcome => outcome.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
            var warnings = rule.Where(outcome => outcome is { Verdict: FixVerdict.Fixed, Details.Length: > 0 })
                .SelectMany(outcome => outcome.Details.Split('\n')).Select(text => text.Split(' ')[0]).CountBy(id => id);
            Line($"   fixes of {rule.Key,-12} {string.Join(", ", verdicts)}{string.Concat(warnings.Select(warning => $"; {warning.Value} with new {warning.Key}"))}");
        }
    }

    private void Write(BindingQuality all, BindingQuality tests, FieldOptions options)
    {
        if (options.HitsOnly)
            return;
        Write("all projects", all);
        Write("test projects", tests);
    }

    private void Write(string title, BindingQuality quality) =>
        Line($"   {title,-14} {quality.Projects,4}, {quality.Clean,4} without errors; {quality.Errors} errors, {quality.PerThousandLines:F2} per 1000 lines");

    private void Indented(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Line($"    {line}");
    }

    private void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> CountByRule(IEnumerable<Hit> hits) =>
        hits.CountBy(hit => hit.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} {rule.Value}");

    private static IEnumerable<string> Times(Dictionary<string, TimeSpan> times) =>
        times.OrderByDescending(time => time.Value).Select(time => FormattableString.Invariant($"{time.Key} {time.Value.TotalMilliseconds:F0}"));

    private static IEnumerable<KeyValuePair<string, int>> Most(IReadOnlyDictionary<string, int> counts, int number) =>
        counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(number);
}
