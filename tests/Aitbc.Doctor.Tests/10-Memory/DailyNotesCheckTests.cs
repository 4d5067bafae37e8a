namespace Aitbc.Doctor.Tests.Memory;

public sealed class DailyNotesCheckTests : IDisposable
{
    private const string Note = "ai-memory/daily/2026-03-15.md";
    private const string First = "date: 2026-03-15\nagent: aitbc1\nevent: deep code review\nactions:\n  - created issues\n";
    private const string Second = "\ndate: 2026-03-15\nagent: aitbc\nevent: tests\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Entries_that_are_appended_are_ok()
    {
        _repository.With("ai-memory/daily/README.md", "Notes\n").With(Note, First).Committed();
        _repository.With(Note, First + Second).Commit("append");
        _repository.With(Note, First + Second + Second).With("ai-memory/daily/2026-03-16.md", "# Note\n\n- **Date:** 2026-03-16\n- **Agent working**: aitbc\n");
        var result = await _repository.CheckAsync("AITBC1051");
        Assert.Empty(result.Places());
        Assert.Equal((Status.Ok, "2 daily notes"), (result.Status, result.Summary));
    }

    [Fact]
    public async Task Appending_to_a_line_without_end_and_blanks_change_nothing()
    {
        _repository.With(Note, First.TrimEnd()).Committed();
        _repository.With(Note, First + Second).Commit("append");
        _repository.With(Note, First.Replace("  - ", "    - ", StringComparison.Ordinal) + Second).Commit("indent");
        Assert.Empty((await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Fact]
    public async Task Line_that_a_commit_changed_fails_until_it_is_put_back()
    {
        _repository.With(Note, First).Committed();
        _repository.With(Note, First.Replace("deep code review", "review", StringComparison.Ordinal)).Commit("edit");
        var result = await _repository.CheckAsync("AITBC1051");
        Assert.Equal([$"Fail {Note}:0"], result.Places());
        Assert.Matches(@"^1 lines of the note were changed or removed \([0-9a-f]+ T, \d{4}-\d\d-\d\d\), and", result.Findings[0].Message);
        Assert.Equal("event: deep code review", result.Findings[0].Evidence[1].Text);

        _repository.With(Note, First + Second).Commit("put back");
        Assert.Empty((await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Fact]
    public async Task What_is_not_committed_yet_counts()
    {
        _repository.With(Note, First + Second).Committed();
        _repository.With(Note, First);
        var result = await _repository.CheckAsync("AITBC1051");
        Assert.Equal([$"Fail {Note}:0"], result.Places());
        Assert.StartsWith("2 lines of the note were changed or removed (not committed yet)", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_put_in_before_others_is_named()
    {
        _repository.With(Note, First).Committed();
        _repository.With(Note, Second.TrimStart() + First).Commit("prepend");
        Assert.Equal([$"Warn {Note}:0"], (await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Fact]
    public async Task Note_that_was_removed_or_begun_in_a_merge_is_none_of_it()
    {
        _repository.With(Note, First).With("ai-memory/daily/2026-03-14.md", First.Replace("-15", "-14", StringComparison.Ordinal)).Committed();
        File.Delete(_repository.FullPath("ai-memory/daily/2026-03-14.md"));
        _repository.Commit("archived");
        Assert.Empty((await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Theory]
    [InlineData("15-03-2026.md")]
    [InlineData("2026-3-15.md")]
    [InlineData("2026-02-30.md")]
    [InlineData("2026-03-15.txt")]
    [InlineData("2026-03-15-aitbc1.md")]
    [InlineData("2026-03-15/aitbc1.md")]
    public async Task Other_name_fails(string name)
    {
        _repository.With("ai-memory/daily/" + name, First);
        Assert.Equal([$"Fail ai-memory/daily/{name}:0"], (await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Theory]
    [InlineData("2026-03-15.md", First + "\ndate: 2026-03-15\nevent: whose?\n", 7)]
    [InlineData("2026-03-15.md", "date: 2026-03-14\nagent: aitbc\n", 1)]
    [InlineData("2026-03-15.md", "fixed a lot today\n", 0)]
    [InlineData("2999-01-01.md", "date: 2999-01-01\nagent: aitbc\n", 0)]
    public async Task Entry_that_does_not_say_whose_or_when_is_named(string name, string text, int line)
    {
        _repository.With("ai-memory/daily/" + name, text);
        Assert.Equal([$"Warn ai-memory/daily/{name}:{line}"], (await _repository.CheckAsync("AITBC1051")).Places());
    }

    [Fact]
    public async Task Without_notes_it_is_not_applicable()
    {
        _repository.With("ai-memory/daily/README.md", "Notes\n").With("daily/x.md", "x\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1051")).Status);
    }

    [Fact]
    public async Task Without_git_or_with_a_broken_history_it_is_unknown()
    {
        _repository.With(Note, First).Committed();
        _repository.With(Note, First + Second).Commit("append");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1051", ("PATH", _repository.Beside("empty")))).Status);

        var commit = _repository.Git("rev-parse", "HEAD~1").Trim();
        var path = _repository.FullPath($".git/objects/{commit[..2]}/{commit[2..]}");
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1051")).Status);
    }
}
