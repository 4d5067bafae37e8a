namespace Aitbc.Doctor.Tests;

/// <summary>Whether a process of another one still runs.</summary>
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
