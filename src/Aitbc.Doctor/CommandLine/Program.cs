using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Aitbc.Doctor.Reporting;

namespace Aitbc.Doctor.CommandLine;

internal static class Program
{
    private static readonly string[] OwnWords = ["check", "list", "explain", "--help", "-h", "-?", "--version"];

    public static async Task<int> Main(string[] arguments)
    {
        // Before anything is started: an interrupt cancels the run, which then ends what it started. The command-line
        // library would listen only after the command's first wait.
        using var cancel = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);

        // Checks may block their threads, and the pool grows slowly from the number of cores.
        ThreadPool.SetMinThreads(16, 16);
        // Without a command it checks.
        if (arguments is [] || !OwnWords.Contains(arguments[0], StringComparer.Ordinal))
            arguments = ["check", .. arguments];

        // Lines end alike everywhere, and no byte order mark stands before the first.
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var root = new RootCommand("Answers AITBC's debugging playbook for a repository and its machine. Reads and never writes.")
        {
            CheckCommand.Create(output),
            ListCommand(output),
            ExplainCommand(output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            await Console.Error.WriteLineAsync("See aitbc-doctor --help.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, cancel.Token).ConfigureAwait(false);

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            cancel.Cancel();
        }
    }

    private static Command ListCommand(TextWriter output)
    {
        var command = new Command("list", "The checks, one a line: id, class, title.");
        command.SetAction(_ =>
        {
            foreach (var check in CheckCatalogue.All)
                output.Write($"{check.Info.Id}  {check.Info.Class,-22}  {check.Info.Title}\n");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ExplainCommand(TextWriter output)
    {
        var id = new Argument<string>("id") { Description = "An id, such as AITBC0901 or 0901, of a rule or of a check; or a section, such as 9." };
        var command = new Command("explain", "The page of a rule, a check or a section.") { id };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetRequiredValue(id);
            if (Pages.Find(asked) is { } page)
            {
                output.Write(page);
                return ExitCode.Ok;
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There is no page for '{asked}'. Known: {string.Join(", ", Pages.Ids)}."));
            return ExitCode.Usage;
        });
        return command;
    }
}
