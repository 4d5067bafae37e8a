namespace Aitbc.Analyzers;

/// <summary>What methods are called that end, start or take over a resource.</summary>
internal static class ReleaseNames
{
    private static readonly string[] Ends =
    [
        "Dispose", "Close", "Stop", "Kill", "Quit", "Shutdown", "Terminate", "Abort", "Destroy", "TearDown", "Clean", "Cancel",
        "Delete", "Release", "Disconnect", "Unsubscribe", "WaitForExit", "Unload", "Uninstall", "Finish", "Remove", "Purge",
        "Unregister", "Restore",
    ];

    private static readonly string[] Starts =
        ["Create", "Open", "Start", "Connect", "Build", "Listen", "Launch", "Run", "Accept", "Spawn", "Bind", "For", "New", "Append"];

    private static readonly string[] StartsLater = ["Create", "Open", "Start", "Connect", "Build", "Listen", "Launch", "Accept", "Spawn"];

    private static readonly string[] Shares = ["Get", "Find", "Reuse", "Shared", "Default", "Cached", "Ensure", "Lease", "Rent"];

    private static readonly string[] Takes =
        ["Add", "Register", "Track", "Own", "Push", "Enqueue", "Attach", "Use", "Defer", "TryAdd", "Keep", "Enlist", "Insert", "Append", "With", "Set"];

    /// <summary>Does a method of this name end what it is called on or handed (<c>Dispose</c>, <c>StopAsync</c>, <c>SafeClose</c>)?</summary>
    public static bool EndsResource(string name)
    {
        foreach (var word in Ends)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return name is "End" or "Exit" or "EndAsync" or "ExitAsync" or "Free" or "Complete" or "CompleteAsync" or "CompleteAdding";
    }

    /// <summary>Does a method of this name end something, or is it what others call after a test (<c>AfterEach</c>)?</summary>
    public static bool LooksLikeTeardown(string name) =>
        EndsResource(name) || name.StartsWith("After", StringComparison.Ordinal) || name.StartsWith("OnAfter", StringComparison.Ordinal)
        || name == "Finalize";

    /// <summary>Does a factory of this name give a new object (<c>Create</c>, <c>OpenAsync</c>), not a shared one (<c>Get</c>, <c>Default</c>)?</summary>
    public static bool StartsResource(string name) => StartsWithWord(name, Starts);

    /// <summary>
    /// Does a later word of a type's own factory say so: <c>SentinelConnectAsync</c>, <c>TryOpen</c>? Not where it may give
    /// a shared one: <c>GetOrCreate</c>.
    /// </summary>
    public static bool StartsResourceLater(string name)
    {
        if (StartsWithWord(name, Shares) || name.IndexOf("Or", StringComparison.Ordinal) > 0)
            return false;

        for (var i = 1; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && char.IsLower(name[i - 1]) && StartsWithWord(name.Substring(i), StartsLater))
                return true;
        }

        return false;
    }

    /// <summary>May a method of this name keep and later end what it is handed (<c>Add</c>, <c>RegisterForDispose</c>)?</summary>
    public static bool TakesResource(string name) => StartsWithWord(name, Takes);

    private static bool StartsWithWord(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length])))
                return true;
        }

        return false;
    }
}
