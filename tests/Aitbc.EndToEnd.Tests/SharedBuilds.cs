using System.Collections.Concurrent;

namespace Aitbc.EndToEnd.Tests;

/// <summary>
/// The flawed files of all rules in two projects, one with a test framework and one without. What is done with the
/// projects is done once and read for every rule, so that a further rule costs no further build.
/// </summary>
public sealed class SharedBuilds(PackedPackage package)
{
    private readonly ConcurrentDictionary<(string Name, bool WithFramework), Lazy<Task<SharedBuild>>> _made = new();

    /// <summary>Does <paramref name="act"/> with the project of this rule, if no other rule has done it under this name.</summary>
    public Task<SharedBuild> OnceAsync(Rule rule, string name, Func<ConsumerProject, IReadOnlyList<Rule>, Task<BuildResult>> act) =>
        _made.GetOrAdd((name, rule.NeedsTestFramework), key => new(() => MakeAsync(key.Name, key.WithFramework, act))).Value;

    private async Task<SharedBuild> MakeAsync(string name, bool withFramework, Func<ConsumerProject, IReadOnlyList<Rule>, Task<BuildResult>> act)
    {
        List<Rule> rules = [.. Rule.Every.Where(rule => rule.NeedsTestFramework == withFramework)];
        var project = new ConsumerProject(package, $"{name}.{(withFramework ? "tests" : "service")}");
        project.WriteProject(project.PackageReference + Rule.ReferencesOf(rules));
        foreach (var rule in rules)
            project.Write(rule.File, rule.Source);
        var build = await act(project, rules);
        build.AssertAnalyzersRan();
        return new SharedBuild(build, project);
    }
}

/// <summary>A build of the flawed files, and the project as it was left.</summary>
public sealed record SharedBuild(BuildResult Build, ConsumerProject Project)
{
    /// <summary>What the build said of the rule's own file by the rule.</summary>
    public IEnumerable<Finding> FindingsOf(Rule rule) =>
        Build.Findings.Where(finding => finding.Id == rule.Id && finding.File == rule.File);
}
