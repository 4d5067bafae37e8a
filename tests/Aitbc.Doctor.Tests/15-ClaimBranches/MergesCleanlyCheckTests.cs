namespace Aitbc.Doctor.Tests.ClaimBranches;

public sealed class MergesCleanlyCheckTests : IDisposable
{
    private const string Base = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Other_lines_other_files_and_a_branch_that_is_only_behind_are_ok()
    {
        Branches(("a.txt", "one\n" + Base[2..]), ("a.txt", Base + "10\n"));
        var result = await _repository.CheckAsync("AITBC1551");
        Assert.Equal(Status.Ok, result.Status);
        Assert.Matches(@"^main as last fetched \([0-9a-f]{9}, 1 commits ahead of this branch\)$", result.Summary);

        _repository.Git("checkout", "-q", "-b", "claim/2", "main~1");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1551")).Status);
    }

    [Fact]
    public async Task File_that_both_changed_is_named_with_the_other_commit()
    {
        Branches(("sub/a ü.txt", "ours\n"), ("sub/a ü.txt", "theirs\n"));
        var result = await _repository.CheckAsync("AITBC1551");
        Assert.Equal(["Fail sub/a ü.txt:0"], result.Places());
        Assert.Equal("Will conflict when main is merged (contents): both branches changed it", result.Findings[0].Message);
        Assert.Matches(@"^[0-9a-f]+ T: on main$", result.Findings[0].Evidence.Single(static evidence => evidence.Label == "changed there by").Text);
    }

    [Fact]
    public async Task Removed_here_and_changed_there_and_added_on_both_sides_are_named()
    {
        _repository.With("gone.txt", Base).Committed();
        _repository.Git("checkout", "-q", "-b", "claim/42");
        _repository.Git("rm", "-q", "gone.txt");
        _repository.With("new.txt", "ours\n").Commit("ours");
        _repository.Git("checkout", "-q", "main");
        _repository.With("gone.txt", "changed\n").With("new.txt", "theirs\n").Commit("theirs");
        _repository.Git("checkout", "-q", "claim/42");
        var result = await _repository.CheckAsync("AITBC1551");
        Assert.Equal(["Fail gone.txt:0", "Fail new.txt:0"], result.Places());
        Assert.Contains("(modify/delete)", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_predicts_is_what_git_then_does_and_it_writes_nothing()
    {
        Branches(("a.txt", "ours\n"), ("a.txt", "theirs\n"));
        var before = Objects();
        Assert.Equal(Status.Fail, (await _repository.CheckAsync("AITBC1551")).Status);
        Assert.Equal(before, Objects());
        Assert.Equal("", _repository.Git("status", "--porcelain"));

        Assert.NotEqual(0, _repository.TryGit("merge", "main").ExitCode);
        var during = await _repository.CheckAsync("AITBC1551");
        Assert.Equal((Status.NotApplicable, "a merge is under way; AITBC1552 looks at what is left to resolve"), (during.Status, during.Summary));
        _repository.With("a.txt", "both\n").Commit("resolved");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1551")).Status);
    }

    [Fact]
    public async Task Union_of_a_daily_note_is_clean()
    {
        _repository.With(".gitattributes", "*.md merge=union\n");
        Branches(("a.md", Base + "ours\n"), ("a.md", Base + "theirs\n"));
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1551")).Status);
    }

    [Fact]
    public async Task Main_of_the_remote_wins_over_the_local_one()
    {
        var origin = Cloned();
        _repository.With("a.txt", "ours\n").Commit("ours");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1551")).Status);

        File.WriteAllText(Path.Combine(origin, "a.txt"), "theirs\n");
        _repository.Git("-C", origin, "commit", "-q", "-a", "-m", "theirs");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1551")).Status);
        _repository.Git("fetch", "-q");
        var result = await _repository.CheckAsync("AITBC1551");
        Assert.Equal(["Fail a.txt:0"], result.Places());
        Assert.StartsWith("Will conflict when origin/main is merged", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histories_without_a_common_commit_fail_and_in_a_shallow_clone_are_unknown()
    {
        _repository.With("a.txt", "a\n").Committed();
        _repository.Git("checkout", "-q", "--orphan", "claim/42");
        _repository.Commit("alone");
        Assert.Equal(["Fail"], (await _repository.CheckAsync("AITBC1551")).Places());

        File.WriteAllText(_repository.FullPath(".git/shallow"), _repository.Git("rev-parse", "HEAD"));
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1551")).Status);
    }

    [Fact]
    public async Task Nothing_to_merge_is_not_applicable()
    {
        Assert.Equal("no git repository", (await _repository.CheckAsync("AITBC1551")).Summary);
        _repository.Git("init", "-q", "-b", "main");
        Assert.Equal("no commit yet", (await _repository.CheckAsync("AITBC1551")).Summary);
        _repository.With("a.txt", "a\n").Commit("first");
        _repository.Git("branch", "feature/main");
        Assert.Equal("no branch main or master beside this one", (await _repository.CheckAsync("AITBC1551")).Summary);
    }

    [Fact]
    public async Task Without_git_or_with_missing_objects_it_is_unknown()
    {
        Branches(("a.txt", "ours\n"), ("a.txt", "theirs\n"));
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1551", ("PATH", _repository.Beside("empty")))).Status);

        var blob = _repository.Git("rev-parse", "main:a.txt").Trim();
        var path = _repository.FullPath($".git/objects/{blob[..2]}/{blob[2..]}");
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
        var result = await _repository.CheckAsync("AITBC1551");
        Assert.Equal(Status.Unknown, result.Status);
        Assert.StartsWith("git could not predict the merge", result.Summary, StringComparison.Ordinal);
    }

    private void Branches((string Path, string Text) ours, (string Path, string Text) theirs)
    {
        _repository.With(ours.Path, Base).Committed();
        _repository.Git("checkout", "-q", "-b", "claim/42");
        _repository.With(ours.Path, ours.Text).Commit("on the claim");
        _repository.Git("checkout", "-q", "main");
        _repository.With(theirs.Path, theirs.Text).Commit("on main");
        _repository.Git("checkout", "-q", "claim/42");
    }

    private string Cloned()
    {
        var origin = _repository.Beside("origin");
        _repository.Git("init", "-q", "-b", "main", origin);
        File.WriteAllText(Path.Combine(origin, "a.txt"), Base);
        _repository.Git("-C", origin, "add", "a.txt");
        _repository.Git("-C", origin, "commit", "-q", "-m", "first");
        _repository.Git("clone", "-q", origin, ".");
        return origin;
    }

    private string[] Objects() => [.. Directory.EnumerateFiles(_repository.FullPath(".git/objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
