using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aitbc.Doctor.Probes;

/// <summary>One isolated Python process that answers for one file after the other.</summary>
internal sealed class PythonWorker : IDisposable
{
    /// <summary>Reads the program from its input, so that nothing is written to disk or looked up there.</summary>
    private const string Bootstrap = "import sys; exec(compile(sys.stdin.buffer.read(int(sys.stdin.buffer.readline())), 'facts', 'exec'))";

    private readonly Process _process;

    private PythonWorker(Process process) => _process = process;

    public static PythonWorker Start(ProcessProbe processes, PythonProgram program)
    {
        var process = processes.Start("python3", ["-I", "-S", "-X", "utf8", "-c", Bootstrap]);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var input = process.StandardInput.BaseStream;
        try
        {
            input.Write(Encoding.ASCII.GetBytes(program.Source.Length.ToString(CultureInfo.InvariantCulture) + "\n"));
            input.Write(program.Source);
            input.Flush();
        }
        catch (IOException)
        {
            // It has ended already; the first question says so.
        }

        return new PythonWorker(process);
    }

    /// <param name="only">The one part that is asked, whatever its needles; null for all.</param>
    /// <exception cref="IOException">The process has ended.</exception>
    public async Task<JsonElement> AskAsync(string path, byte[] content, string? only, CancellationToken cancellation)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var input = _process.StandardInput.BaseStream;
        await using var kill = cancellation.Register(static state => ProcessProbe.Kill((Process)state!), _process);
        await input.WriteAsync(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{name.Length} {content.Length} {only ?? "-"}\n")), cancellation).ConfigureAwait(false);
        await input.WriteAsync(name, cancellation).ConfigureAwait(false);
        await input.WriteAsync(content, cancellation).ConfigureAwait(false);
        await input.FlushAsync(cancellation).ConfigureAwait(false);
        var line = await _process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) ?? throw new IOException("Python has ended.");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    public void Dispose()
    {
        ProcessProbe.Kill(_process);
        _process.Dispose();
    }
}
