using System.Diagnostics;

namespace Aitbc.Doctor.Tests;

/// <summary>Whether a process of another one runs, and whether it still does.</summary>
internal static class ProcessState
{
    /// <summary>Waits a little for it to end; false if it lives on.</summary>
    public static async Task<bool> EndsAsync(int pid)
    {
        for (var i = 0; i < 100; i++)
        {
            if (!Lives(pid))
                return true;
            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>Waits until a process has written this file: so it runs.</summary>
    public static async Task WrittenAsync(string path)
    {
        for (var waited = Stopwatch.StartNew(); !File.Exists(path) || File.ReadAllText(path).Length == 0;)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"Nobody wrote {path}.");
            await Task.Delay(10);
        }
    }

    private static bool Lives(int pid)
    {
        try
        {
            // An ended process that nobody has waited for yet is a zombie: it is gone all the same.
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
