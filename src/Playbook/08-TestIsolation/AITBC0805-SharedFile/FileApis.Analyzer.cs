using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What happens to a file or directory.</summary>
internal enum FileUseKind
{
    /// <summary>It is read, listed, or asked for.</summary>
    Read,

    /// <summary>The code asks whether it exists.</summary>
    Exists,

    /// <summary>It is written anew; what was there is gone.</summary>
    Write,

    /// <summary>It is opened or added to; what was there stays.</summary>
    Keep,

    /// <summary>The directory is made.</summary>
    Directory,

    /// <summary>It is deleted, or handed to something that may see to that.</summary>
    Delete,

    /// <summary>The path is handed on to code that is not the file system's.</summary>
    Passed,

    /// <summary>Something of unique name lies in the directory.</summary>
    Below,
}

/// <summary>The library APIs that make, write and delete files, by symbol.</summary>
internal sealed class FileApis
{
    private static readonly string[] Databases =
    [
        "Microsoft.Data.Sqlite.SqliteConnection", "System.Data.SQLite.SQLiteConnection", "SQLite.SQLiteConnection", "SQLite.SQLiteAsyncConnection",
        "LiteDB.LiteDatabase", "LiteDB.LiteRepository",
    ];

    private static readonly string[] Others =
    [
        "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileSystemInfo", "System.IO.FileStream", "System.IO.StreamWriter",
        "System.IO.Compression.ZipFile", "System.Xml.Linq.XDocument", "System.Xml.Linq.XElement", "System.Xml.XmlDocument", "System.Xml.XmlWriter",
        "Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions",
    ];

    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _databases = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _file;
    private readonly INamedTypeSymbol _directory;
    private readonly KnownTypes _known;

    private FileApis(KnownTypes types, INamedTypeSymbol file, INamedTypeSymbol directory)
    {
        (_known, _file, _directory) = (types, file, directory);
        _types.Add(file);
        _types.Add(directory);
        foreach (var name in Others)
        {
            if (types[name] is { } type)
                _types.Add(type);
        }

        foreach (var name in Databases)
        {
            if (types[name] is { } type)
            {
                _types.Add(type);
                _databases.Add(type);
            }
        }
    }

    public static FileApis? Create(KnownTypes types) =>
        types["System.IO.File"] is { } file && types["System.IO.Directory"] is { } directory ? new FileApis(types, file, directory) : null;

    /// <summary>Is this a member of one of the APIs? The first and cheapest question.</summary>
    public bool Knows(IMethodSymbol? method) => method?.ContainingType is { } type && _types.Contains(type);

    /// <summary>What the operation does to which paths; nothing where it is none of the APIs.</summary>
    public IEnumerable<(FileUseKind Kind, IOperation Path, bool IsDataSource)> UsesOf(IOperation operation) => operation switch
    {
        IInvocationOperation call when Knows(call.TargetMethod) => OfCall(call),
        IObjectCreationOperation creation when Knows(creation.Constructor) => OfCreation(creation),
        _ => [],
    };

    private IEnumerable<(FileUseKind, IOperation, bool)> OfCall(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        var type = call.TargetMethod.ContainingType;
        if (Is(type, _file))
            return OfFile(call, name);
        if (Is(type, _directory))
            return OfDirectory(call, name);
        if (type.IsOrInherits(_known["System.IO.FileSystemInfo"]))
            return OfInfo(call, name, type.Name == "DirectoryInfo");
        if (name == "UseSqlite")
            return call.ArgumentFor("connectionString") is { } connection ? [(FileUseKind.Keep, connection, true)] : [];
        if (type.Name == "ZipFile")
        {
            return call.ArgumentFor("destinationArchiveFileName") is { } archive ? [(FileUseKind.Keep, archive, false)]
                : call.ArgumentFor("destinationDirectoryName") is { } extracted ? [(FileUseKind.Keep, extracted, false)]
                : [];
        }

        var written = name == "Save" ? call.ArgumentFor("fileName") ?? call.ArgumentFor("filename")
            : name == "Create" ? call.ArgumentFor("outputFileName")
            : null;
        return written is not null ? [(FileUseKind.Write, written, false)] : [];
    }

    private IEnumerable<(FileUseKind, IOperation, bool)> OfFile(IInvocationOperation call, string name)
    {
        if (name is "Copy" or "Move" or "Replace")
        {
            if (call.ArgumentFor("sourceFileName") is { } source)
                yield return (name == "Copy" ? FileUseKind.Read : FileUseKind.Delete, source, false);
            if ((call.ArgumentFor("destFileName") ?? call.ArgumentFor("destinationFileName")) is { } destination)
                yield return (FileUseKind.Write, destination, false);
            yield break;
        }

        if (call.ArgumentFor("path") is not { } path)
            yield break;

        yield return (name switch
        {
            "Delete" => FileUseKind.Delete,
            "Exists" => FileUseKind.Exists,
            "Open" => OfMode(call.ArgumentFor("mode")),
            "OpenWrite" => FileUseKind.Keep,
            _ when name.StartsWith("Write", StringComparison.Ordinal) || name is "Create" or "CreateText" => FileUseKind.Write,
            _ when name.StartsWith("Append", StringComparison.Ordinal) => FileUseKind.Keep,
            _ => FileUseKind.Read,
        }, path, false);
    }

    private static IEnumerable<(FileUseKind, IOperation, bool)> OfDirectory(IInvocationOperation call, string name)
    {
        if (name == "Move" && call.ArgumentFor("destDirName") is { } destination)
            yield return (FileUseKind.Directory, destination, false);
        if ((call.ArgumentFor("path") ?? call.ArgumentFor("sourceDirName")) is not { } path || name == "SetCurrentDirectory")
            yield break;

        yield return (name switch
        {
            "CreateDirectory" => FileUseKind.Directory,
            "Delete" or "Move" => FileUseKind.Delete,
            "Exists" => FileUseKind.Exists,
            _ => FileUseKind.Read,
        }, path, false);
    }

    private static IEnumerable<(FileUseKind, IOperation, bool)> OfInfo(IInvocationOperation call, string name, bool isDirectory)
    {
        if (call.Instance is not { } info)
            yield break;

        yield return (name switch
        {
            "Delete" or "MoveTo" => FileUseKind.Delete,
            "Create" => isDirectory ? FileUseKind.Directory : FileUseKind.Write,
            "CreateText" => FileUseKind.Write,
            "OpenWrite" or "AppendText" => FileUseKind.Keep,
            "Open" => OfMode(call.ArgumentFor("mode")),
            _ => FileUseKind.Read,
        }, info, false);
        if (name is "CopyTo" or "MoveTo" && (call.ArgumentFor("destFileName") ?? call.ArgumentFor("destDirName")) is { } destination)
            yield return (FileUseKind.Write, destination, false);
    }

    private IEnumerable<(FileUseKind, IOperation, bool)> OfCreation(IObjectCreationOperation creation)
    {
        if (_databases.Contains(creation.Constructor!.ContainingType))
        {
            var source = creation.ArgumentFor("connectionString") ?? creation.ArgumentFor("databasePath");
            if (source is { Type.SpecialType: SpecialType.System_String })
                yield return (FileUseKind.Keep, source, true);
            yield break;
        }

        if (creation.ArgumentFor("path") is not { Type.SpecialType: SpecialType.System_String } path)
            yield break;

        if (creation.Type?.Name == "StreamWriter")
        {
            yield return (creation.ArgumentFor("append") is { ConstantValue: not { HasValue: true, Value: false } } ? FileUseKind.Keep : FileUseKind.Write, path, false);
        }
        else if (creation.Type?.Name == "FileStream")
        {
            // DeleteOnClose and the like.
            var isDeleted = creation.ArgumentFor("options") is { ConstantValue: not { HasValue: true, Value: 0 } };
            yield return (isDeleted ? FileUseKind.Delete : OfMode(creation.ArgumentFor("mode")), path, false);
        }
    }

    /// <summary>FileMode: CreateNew 1, Create 2, Open 3, OpenOrCreate 4, Truncate 5, Append 6.</summary>
    private static FileUseKind OfMode(IOperation? mode) => mode?.ConstantValue is { HasValue: true, Value: int value }
        ? value switch { 2 => FileUseKind.Write, 1 or 4 or 6 => FileUseKind.Keep, _ => FileUseKind.Read }
        : FileUseKind.Read;

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol known) => SymbolEqualityComparer.Default.Equals(type, known);
}
