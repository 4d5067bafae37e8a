using Aitbc.Doctor.Probes;
using YamlDotNet.RepresentationModel;

namespace Aitbc.Doctor.CiTimeouts;

/// <summary>A job of a workflow that GitHub, Gitea or Forgejo runs.</summary>
/// <param name="Key">Its node in the file, for the place.</param>
/// <param name="Root">The whole workflow.</param>
internal sealed record WorkflowJob(RepositoryFile File, YamlScalarNode Key, YamlNode Body, YamlNode Root)
{
    /// <summary>The job's name in the file.</summary>
    public string Name => Key.Value ?? "";

    /// <summary>It calls another workflow, whose jobs have their own limits; a limit here is not even allowed.</summary>
    public bool CallsWorkflow => Body.Get("uses") is not null;

    /// <summary>Its steps.</summary>
    public IEnumerable<YamlNode> Steps => Body.Get("steps").Items();
}

/// <summary>The workflows of this repository: only the folders of its root are run by a forge.</summary>
internal static class Workflows
{
    private const string Files = ".{github,gitea,forgejo}/workflows/*.{yml,yaml}";

    /// <summary>The jobs of all workflows; files that cannot be read are said as Unknown.</summary>
    public static (int Count, List<WorkflowJob> Jobs) Read(CheckContext context, Findings findings)
    {
        var jobs = new List<WorkflowJob>();
        var files = context.Files.Match(Files).ToList();
        foreach (var file in files)
        {
            if (Yaml.Read(context.Files, file, findings) is { } root)
                jobs.AddRange(root.Get("jobs").Pairs().Select(pair => new WorkflowJob(file, pair.Key, pair.Value, root)));
        }

        return (files.Count, jobs);
    }
}
