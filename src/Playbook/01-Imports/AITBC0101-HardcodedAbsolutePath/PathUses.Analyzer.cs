namespace Aitbc.Analyzers.Imports;

/// <summary>What becomes of a value, over all places that it reaches.</summary>
[Flags]
internal enum PathUses
{
    None = 0,

    /// <summary>It goes where we cannot follow.</summary>
    Unknown = 1,

    /// <summary>It is compared, parsed or printed: text like any other.</summary>
    Accepted = 2,

    /// <summary>It holds only where nothing else is configured.</summary>
    Fallback = 4,

    /// <summary>It is a route, a URL, or a path in another system.</summary>
    Elsewhere = 8,

    /// <summary>The program asks whether it exists.</summary>
    Probed = 16,

    /// <summary>It is one of several known locations.</summary>
    Table = 32,

    /// <summary>It is chosen by the operating system that the program runs on.</summary>
    PerSystem = 64,

    /// <summary>It is called a path.</summary>
    Named = 128,

    /// <summary>It is called a file or a directory.</summary>
    NamedFile = 256,

    /// <summary>A path is made of it.</summary>
    Composed = 512,

    /// <summary>It reaches the file system, a process or a loader.</summary>
    Reads = 1024,

    /// <summary>Something is created, changed or removed there.</summary>
    Writes = 2048,
}

internal static class PathUsesExtensions
{
    public static bool Has(this PathUses uses, PathUses any) => (uses & any) != 0;

    /// <summary>Do these uses make the path one that belongs into configuration?</summary>
    public static bool AreViolation(this PathUses uses, in AbsolutePath path, bool isTest)
    {
        if (uses.Has(PathUses.Writes))
            return true;
        if (uses.Has(PathUses.Reads))
        {
            // A known location is asked for first; nobody's home directory or temporary file is one.
            return !uses.Has(PathUses.Probed) || (path.Root is PathRoot.Home or PathRoot.Temp && path.IsDefinite && !uses.Has(PathUses.Table));
        }

        // In test code a path is data as long as nothing opens it.
        if (isTest || uses.Has(PathUses.Elsewhere | PathUses.Fallback | PathUses.Probed | PathUses.Table))
            return false;
        if (uses.Has(PathUses.Composed))
            return true;

        // Only a path depends on the system in this way.
        if (path.IsDefinite && uses.Has(PathUses.PerSystem) && uses.Has(PathUses.Unknown) && !uses.Has(PathUses.Accepted))
            return true;
        return path.IsDefinite ? uses.Has(PathUses.Named | PathUses.NamedFile) : uses.Has(PathUses.NamedFile);
    }
}
