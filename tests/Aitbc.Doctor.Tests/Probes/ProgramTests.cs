using System.Diagnostics;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Tests.Probes;

/// <summary>Programs and git: nothing of the repository is ever run.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Program_of_the_inspected_folder_is_not_found_even_through_path_or_link()
    {
        Script("bin/tool", "exit 0");
        var beside = _repository.Beside("links");
        File.CreateSymbolicLink(Path.Combine(beside, "tool"), _repository.FullPath("bin/tool"));
        var path = string.Join(Path.PathSeparator, _repository.FullPath("bin"), "bin", ".", beside);
        Assert.Null(await _repository.LookAsync(static context => Task.FromResult(context.Processes.Find("tool")), environment: ("PATH", path)));
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        var output = await _repository.LookAsync(static context => context.Processes.RunAsync("printf", ["%s|", "a b", "$(id)", "`id`", "*", ""], context.Cancellation));
        Assert.Equal((0, "a b|$(id)|`id`|*||"), (output.ExitCode, output.Out));
    }

    [Fact]
    public async Task Missing_program_says_so()
    {
        var exception = await Assert.ThrowsAsync<ProgramMissingException>(() => new ProcessProbe(_repository.Root, new Dictionary<string, string>()).RunAsync("git", [], CancellationToken.None));
        Assert.Equal("git is not on PATH", exception.Message);
    }

    [Fact]
    public async Task Cancel_ends_the_whole_tree()
    {
        var marker = Path.Combine(_repository.Beside("pids"), "child");
        using var cancel = new CancellationTokenSource();
        var processes = new ProcessProbe(_repository.Root, new RunRequest(_repository.Root).Environment);
        var run = processes.RunAsync("sh", ["-c", $"sleep 300 & echo $! > '{marker}'; wait"], cancel.Token);
        await ProcessState.WrittenAsync(marker);
        var child = int.Parse(File.ReadAllText(marker), System.Globalization.CultureInfo.InvariantCulture);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(await ProcessState.EndsAsync(child), "the child lives on");
    }

    [Fact]
    public async Task Output_without_end_is_capped()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var processes = new ProcessProbe(_repository.Root, new RunRequest(_repository.Root).Environment);
        var output = await processes.RunAsync("head", ["-c", "50000000", "/dev/zero"], cancel.Token);
        Assert.True(output.Truncated);
        Assert.InRange(output.Out.Length, 1, 20_000_000);
    }

    [Fact]
    public async Task Git_runs_no_hook_filter_driver_or_monitor_of_the_repository()
    {
        _repository.With("a.txt", "a\n").With(".gitattributes", "* filter=evil merge=evil diff=evil\n").Committed();
        var trace = Path.Combine(_repository.Beside("trace"), "ran");
        var evil = Script("evil", $"echo \"$0 $@\" >> '{trace}'; cat 2>/dev/null; exit 0");
        foreach (var setting in new[] { "core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "diff.evil.command", "diff.evil.textconv", "diff.external", "core.pager", "core.sshCommand", "core.editor" })
            _repository.Git("config", setting, evil);
        Directory.CreateDirectory(_repository.FullPath("hooks"));
        _repository.Git("config", "core.hooksPath", Path.GetDirectoryName(evil)!);
        File.Copy(evil, Path.Combine(_repository.Root, "hooks", "post-index-change"));
        _repository.With("a.txt", "changed\n");
        // The trap works: git as everybody runs it falls into it.
        _repository.TryGit("diff");
        Assert.True(File.Exists(trace));
        File.Delete(trace);

        await _repository.LookAsync(async context =>
        {
            foreach (var command in new[] { "status --porcelain", "diff", "log -p", "ls-files -u", "show HEAD:a.txt" })
                await context.Git.RunAsync(command.Split(' '), context.Cancellation);
            return 0;
        });
        Assert.False(File.Exists(trace), File.Exists(trace) ? File.ReadAllText(trace) : "");
    }

    [Fact]
    public async Task Git_is_asked_about_the_folder_whatever_the_environment_says()
    {
        _repository.With("a.txt", "a\n").Committed();
        var top = await _repository.LookAsync(
            static async context => (await context.Git.RunAsync(["rev-parse", "--show-toplevel"], context.Cancellation)).Out.Trim(),
            environment: [("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/")]);
        Assert.EndsWith("/repository", top, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_go_to_the_folder_that_is_named()
    {
        _repository.With("a.txt", "a\n").Committed();
        _repository.Git("branch", "other");
        _repository.With("b.txt", "b\n").Commit("b");
        _repository.Git("checkout", "-q", "other");
        _repository.With("c.txt", "c\n").Commit("c");
        var before = Objects();
        var aside = _repository.Beside("objects");
        var output = await _repository.LookAsync(context => context.Git.RunAsync(["merge-tree", "--write-tree", "main", "other"], context.Cancellation, aside));
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(before, Objects());
        Assert.NotEmpty(Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories));

        int Objects() => Directory.EnumerateFiles(_repository.FullPath(".git/objects"), "*", SearchOption.AllDirectories).Count();
    }

    private string Script(string path, string body)
    {
        _repository.With(path, "");
        return TestRepository.Script(_repository.FullPath(path), body);
    }
}
