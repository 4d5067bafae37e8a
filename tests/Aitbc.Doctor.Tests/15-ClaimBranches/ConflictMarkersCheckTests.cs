namespace Aitbc.Doctor.Tests.ClaimBranches;

public sealed class ConflictMarkersCheckTests : IDisposable
{
    private const string Conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> claim/42\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("heading.md", "Title\n=======\n\ntext\n")]
    [InlineData("heading.rst", "=======\nTitle\n=======\n")]
    [InlineData("page.md", "How a conflict looks:\n\n```text\n" + Conflict + "```\n")]
    [InlineData("page2.md", "~~~\n" + Conflict + "~~~\n")]
    [InlineData("mail.txt", ">>>>>>> quoted seven times\n>>>>>>> again\n")]
    [InlineData("test.py", "text = '''\n    <<<<<<< HEAD\n    >>>>>>> x\n'''\n")]
    [InlineData("change.patch", "+<<<<<<< HEAD\n+=======\n+>>>>>>> x\n")]
    [InlineData("long.txt", "<<<<<<<<<<<<<<<< HEAD\n>>>>>>>>>>>>>>>>> x\n")]
    [InlineData("open.txt", "<<<<<<< HEAD\nnever closed\n")]
    [InlineData("shift.c", "<<<<<<<\n>>>>>>>\n")]
    public async Task What_is_no_conflict_is_ok(string path, string text)
    {
        _repository.With(path, text);
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1552")).Status);
    }

    [Theory]
    [InlineData(".gitignore", "a\n" + Conflict)]
    [InlineData("page.md", "```\ncode\n```\n" + Conflict)]
    [InlineData("two-sides.yml", "<<<<<<< Updated upstream\na\n||||||| base\nb\n=======\nc\n>>>>>>> Stashed changes\n")]
    [InlineData("windows.txt", "<<<<<<< HEAD\r\nours\r\n=======\r\ntheirs\r\n>>>>>>> main\r\n")]
    public async Task Marker_that_was_left_is_named(string path, string text)
    {
        _repository.With(path, text);
        var result = await _repository.CheckAsync("AITBC1552");
        var line = text.Split('\n').TakeWhile(static line => !line.StartsWith("<<<<<<< ", StringComparison.Ordinal)).Count() + 1;
        Assert.Equal([$"Fail {path}:{line}"], result.Places());
    }

    [Fact]
    public async Task Each_conflict_of_a_file_is_named()
    {
        _repository.With("a.txt", Conflict + "between\n" + Conflict);
        Assert.Equal(["Fail a.txt:1", "Fail a.txt:7"], (await _repository.CheckAsync("AITBC1552")).Places());
    }

    [Fact]
    public async Task Real_merge_that_stopped_is_named_once_for_each_file()
    {
        _repository.With("text.txt", "base\n").With("removed.txt", "base\n").With("other.txt", "x\n").Committed();
        _repository.Git("checkout", "-q", "-b", "claim/42");
        _repository.With("text.txt", "theirs\n").With("removed.txt", "theirs\n").Commit("theirs");
        _repository.Git("checkout", "-q", "main");
        _repository.With("text.txt", "ours\n");
        File.Delete(_repository.FullPath("removed.txt"));
        _repository.Commit("ours");
        Assert.NotEqual(0, _repository.TryGit("merge", "claim/42").ExitCode);
        var result = await _repository.CheckAsync("AITBC1552");
        Assert.Equal(["Fail removed.txt:0", "Fail text.txt:1"], result.Places());

        _repository.With("text.txt", "both\n").With("removed.txt", "theirs\n").Commit("resolved");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1552")).Status);
    }

    [Fact]
    public async Task Ignored_file_is_none_of_it()
    {
        _repository.With(".gitignore", "scratch.txt\n").With("scratch.txt", Conflict).Committed();
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1552")).Status);
    }

    [Fact]
    public async Task Without_git_the_text_is_read_and_the_index_is_unknown()
    {
        _repository.With("a.txt", "a\n").Committed();
        var result = await _repository.CheckAsync("AITBC1552", ("PATH", _repository.Beside("empty")));
        Assert.Equal(Status.Unknown, result.Status);
        Assert.Equal("git is not on PATH, so unmerged entries were not looked for", Assert.Single(result.Findings).Message);

        _repository.With("a.txt", Conflict);
        Assert.Equal(Status.Fail, (await _repository.CheckAsync("AITBC1552", ("PATH", _repository.Beside("empty")))).Status);
    }

    [Fact]
    public async Task Broken_index_is_unknown()
    {
        _repository.With("a.txt", "a\n").Committed();
        File.WriteAllText(_repository.FullPath(".git/index"), "nonsense");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1552")).Status);
    }

    [Fact]
    public async Task Text_that_is_too_large_is_named()
    {
        _repository.With("dump.sql", new string('x', 5_000_000));
        var result = await _repository.CheckAsync("AITBC1552");
        Assert.Equal(["Unknown dump.sql:0"], result.Places());
    }
}
