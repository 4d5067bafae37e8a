using System.Diagnostics;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Tests.Probes;

public sealed class FileSnapshotTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Own_files_in_order_without_what_is_not_the_repositorys()
    {
        _repository
            .With("b.txt", "b").With("a/z.py", "").With("a/b/c.yml", "x: 1")
            .With("node_modules/x/index.js", "x").With("env1/pyvenv.cfg", "home = x").With("env1/lib/y.py", "y")
            .With(".gitignore", "data/\n.env\n*.log\n").With("data/x.db", "x").With(".env", "A=1").With("run.log", "x")
            .Committed();
        var (all, ignored) = await _repository.LookAsync(context => Task.FromResult((
            context.Files.All.Select(static file => file.Path).ToList(),
            context.Files.IncludingIgnored.Where(static file => file.IsIgnored).Select(static file => file.Path).ToList())));
        Assert.Equal([".gitignore", "a/b/c.yml", "a/z.py", "b.txt"], all);
        Assert.Equal([".env", "run.log"], ignored);
    }

    [Fact]
    public async Task Content_is_classified()
    {
        _repository
            .With("text", "ä\n").With("empty", "")
            .With("utf16", [0xFF, 0xFE, (byte)'h', 0, (byte)'i', 0])
            .With("latin1", [(byte)'g', 0xFC, (byte)'n'])
            .With("binary", [1, 0, 2])
            .With("large", new string('x', FileSnapshot.LargestFile + 1))
            .With("largeBinary", new byte[FileSnapshot.LargestFile + 1]);
        var kinds = await _repository.LookAsync(context => Task.FromResult(
            context.Files.All.Select(file => $"{file.Name} {context.Files.Read(file).Kind} {context.Files.Read(file).Text}").ToList()));
        Assert.Equal(
            ["binary Binary ", "empty Text ", "large TooLarge ", "largeBinary Binary ", "latin1 InvalidUtf8 g\uFFFDn", "text Text ä\n", "utf16 Text hi"],
            kinds);
    }

    [Fact]
    public async Task File_of_a_gigabyte_is_named_not_read()
    {
        _repository.With("big.log", "start\n");
        using (var stream = new FileStream(_repository.FullPath("big.log"), FileMode.Append))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(new string('x', 9000)));
            stream.SetLength(1L << 30); // Sparse: nothing is written.
        }

        var before = Process.GetCurrentProcess().PrivateMemorySize64;
        var (kind, tail) = await _repository.LookAsync(context =>
        {
            var file = context.Files.Find("big.log")!;
            return Task.FromResult((context.Files.Read(file).Kind, context.Files.ReadTail(file, 100).Length));
        });
        Assert.Equal((ContentKind.TooLarge, 100), (kind, tail));
        Assert.True(Process.GetCurrentProcess().PrivateMemorySize64 - before < 200L << 20);
    }

    [Fact]
    public async Task Links_never_lead_out_of_the_folder_and_circles_end()
    {
        var outside = _repository.Beside("outside");
        File.WriteAllText(Path.Combine(outside, "secret"), "secret");
        _repository.With("real", "real").With("folder/file", "x");
        File.CreateSymbolicLink(_repository.FullPath("inward"), "real");
        File.CreateSymbolicLink(_repository.FullPath("outward"), Path.Combine(outside, "secret"));
        File.CreateSymbolicLink(_repository.FullPath("dangling"), "nowhere");
        File.CreateSymbolicLink(_repository.FullPath("circleA"), "circleB");
        File.CreateSymbolicLink(_repository.FullPath("circleB"), "circleA");
        Directory.CreateSymbolicLink(_repository.FullPath("folder/up"), "..");
        Directory.CreateSymbolicLink(_repository.FullPath("away"), outside);
        var seen = await _repository.LookAsync(context => Task.FromResult(
            context.Files.All.Select(file => $"{file.Path} {context.Files.Read(file).Kind} {context.Files.Read(file).Text}").ToList()));
        Assert.Equal(
            ["circleA Unreadable ", "circleB Unreadable ", "dangling Unreadable ", "folder/file Text x", "inward Text real", "outward Unreadable ", "real Text real"],
            seen);
    }

    [Fact]
    public async Task Pipe_is_never_waited_for()
    {
        using (var process = Process.Start("mkfifo", _repository.FullPath("pipe")))
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var content = await _repository.LookAsync(context => Task.FromResult(context.Files.Read(context.Files.Find("pipe")!)));
        Assert.Equal(("", true), (content.Text, content.IsText));
    }

    [Fact]
    public async Task File_is_read_once()
    {
        _repository.With("a", "before");
        var texts = await _repository.LookAsync(context =>
        {
            var file = context.Files.Find("a")!;
            var first = context.Files.Read(file).Text;
            _repository.With("a", "after");
            return Task.FromResult((first, context.Files.Read(file).Text));
        });
        Assert.Equal(("before", "before"), texts);
    }

    [Fact]
    public async Task Empty_folder_has_no_files() =>
        Assert.Empty(await _repository.LookAsync(static context => Task.FromResult(context.Files.All)));

    [Theory]
    [InlineData("**/*.py", "a/b/c.py", true)]
    [InlineData("**/*.py", "c.py", true)]
    [InlineData("*.py", "a/c.py", false)]
    [InlineData(".{github,gitea}/workflows/*.{yml,yaml}", ".gitea/workflows/x.yaml", true)]
    [InlineData(".{github,gitea}/workflows/*.{yml,yaml}", ".gitlab/workflows/x.yaml", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a?c+(x)", "abc+(x)", true)]
    public void Pattern(string pattern, string path, bool matches) => Assert.Equal(matches, new Glob(pattern).IsMatch(path));
}
