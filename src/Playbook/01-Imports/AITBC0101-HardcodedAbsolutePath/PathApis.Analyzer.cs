using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Imports;

/// <summary>The library APIs that take a path, by symbol. One instance for each compilation.</summary>
internal sealed class PathApis
{
    private readonly HashSet<INamedTypeSymbol> _fileSystem;
    private readonly HashSet<INamedTypeSymbol> _elsewhere;
    private readonly INamedTypeSymbol? _stringSyntax;

    public PathApis(KnownTypes types)
    {
        Types = types;
        IsTestAssembly = types.TestCode is not null;
        File = types["System.IO.File"];
        Directory = types["System.IO.Directory"];
        Path = types["System.IO.Path"];
        Uri = types["System.Uri"];
        FileSystemInfo = types["System.IO.FileSystemInfo"];
        Process = types["System.Diagnostics.Process"];
        ProcessStartInfo = types["System.Diagnostics.ProcessStartInfo"];
        DbConnection = types["System.Data.Common.DbConnection"];
        DbConnectionStringBuilder = types["System.Data.Common.DbConnectionStringBuilder"];
        Enumerable = types["System.Linq.Enumerable"];
        Environment = types["System.Environment"];
        DllImport = types["System.Runtime.InteropServices.DllImportAttribute"];
        LibraryImport = types["System.Runtime.InteropServices.LibraryImportAttribute"];
        _stringSyntax = types["System.Diagnostics.CodeAnalysis.StringSyntaxAttribute"];
        _fileSystem = SetOf(types, FileSystemTypes);
        _elsewhere = SetOf(types, ElsewhereTypes);
    }

    private static readonly string[] FileSystemTypes =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileSystemInfo",
        "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.FileSystemWatcher", "System.IO.DriveInfo",
        "System.IO.Compression.ZipFile", "System.IO.Compression.ZipFileExtensions", "System.Formats.Tar.TarFile",
        "System.Formats.Tar.TarEntry", "System.IO.MemoryMappedFiles.MemoryMappedFile", "System.IO.Enumeration.FileSystemEnumerable`1",
        "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Diagnostics.FileVersionInfo",
        "System.Diagnostics.TextWriterTraceListener",
        "System.Reflection.Assembly", "System.Reflection.AssemblyName", "System.Runtime.Loader.AssemblyLoadContext",
        "System.Runtime.Loader.AssemblyDependencyResolver", "System.Runtime.InteropServices.NativeLibrary", "System.AppDomain",
        "System.Security.Cryptography.X509Certificates.X509Certificate", "System.Security.Cryptography.X509Certificates.X509Certificate2",
        "System.Security.Cryptography.X509Certificates.X509Certificate2Collection",
        "System.Security.Cryptography.X509Certificates.X509CertificateLoader",
        "System.Net.Sockets.UnixDomainSocketEndPoint",
        "System.Xml.Linq.XDocument", "System.Xml.Linq.XElement", "System.Xml.XmlDocument", "System.Xml.XmlReader", "System.Xml.XmlWriter",
        "System.Xml.XmlTextReader", "System.Xml.XmlTextWriter", "System.Xml.XPath.XPathDocument", "System.Xml.Xsl.XslCompiledTransform",
        "System.Drawing.Image", "System.Drawing.Bitmap", "System.Drawing.Icon", "System.Media.SoundPlayer",
        "Microsoft.VisualBasic.FileIO.FileSystem", "Microsoft.VisualBasic.FileIO.TextFieldParser",
        "Microsoft.Extensions.FileProviders.PhysicalFileProvider", "Microsoft.Extensions.Configuration.FileConfigurationExtensions",
        "Microsoft.Extensions.Configuration.JsonConfigurationExtensions", "Microsoft.Extensions.Configuration.XmlConfigurationExtensions",
        "Microsoft.Extensions.Configuration.IniConfigurationExtensions",
        "Microsoft.Extensions.Configuration.KeyPerFileConfigurationBuilderExtensions",
        "Microsoft.Extensions.Configuration.UserSecretsConfigurationExtensions", "NetEscapades.Configuration.Yaml.YamlConfigurationExtensions",
        "Microsoft.Extensions.Hosting.HostingHostBuilderExtensions", "Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions",
        "Microsoft.AspNetCore.Hosting.WebHostBuilderKestrelExtensions", "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions",
        "Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions", "Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions",
    ];

    private static readonly string[] ElsewhereTypes =
    [
        "System.UriBuilder", "System.Net.Cookie", "System.Net.Http.HttpClient", "System.Net.Http.HttpRequestMessage", "System.Net.WebRequest",
        "System.Text.RegularExpressions.Regex", "System.Xml.Linq.XName", "System.Xml.Linq.XNamespace", "System.Net.WebUtility",
        "Microsoft.AspNetCore.Http.PathString", "Microsoft.AspNetCore.Http.HttpRequest", "Microsoft.AspNetCore.Http.HttpResponse",
        "Microsoft.AspNetCore.Http.CookieOptions", "Microsoft.AspNetCore.Http.CookieBuilder", "Microsoft.AspNetCore.Http.HostString",
    ];

    public KnownTypes Types { get; }

    /// <summary>A test framework is referenced: paths are mostly data that is parsed and compared.</summary>
    public bool IsTestAssembly { get; }

    public INamedTypeSymbol? File { get; }
    public INamedTypeSymbol? Directory { get; }
    public INamedTypeSymbol? Path { get; }
    public INamedTypeSymbol? Uri { get; }
    public INamedTypeSymbol? FileSystemInfo { get; }
    public INamedTypeSymbol? Process { get; }
    public INamedTypeSymbol? ProcessStartInfo { get; }
    public INamedTypeSymbol? DbConnection { get; }
    public INamedTypeSymbol? DbConnectionStringBuilder { get; }
    public INamedTypeSymbol? Enumerable { get; }
    public INamedTypeSymbol? Environment { get; }
    public INamedTypeSymbol? DllImport { get; }
    public INamedTypeSymbol? LibraryImport { get; }

    public static bool Same(ISymbol? symbol, ISymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(symbol, known);

    public bool IsFileSystem(INamedTypeSymbol? type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (_fileSystem.Contains(current.OriginalDefinition))
                return true;
        }

        return false;
    }

    public bool IsElsewhere(INamedTypeSymbol? type) => type is not null && _elsewhere.Contains(type.OriginalDefinition);

    public bool IsFileOrDirectoryInfo(ITypeSymbol? type) => type.IsOrInherits(FileSystemInfo);

    /// <summary>Is this <c>File.Exists</c> or <c>Directory.Exists</c>, or the like of it elsewhere?</summary>
    public static bool IsProbe(IMethodSymbol method) =>
        method.Name is "Exists" or "FileExists" or "DirectoryExists" or "FolderExists" or "ExistsAsync";

    /// <summary>What a call of this file-system method does with a path.</summary>
    public PathUses UsesOf(IMethodSymbol method)
    {
        if (IsProbe(method))
            return PathUses.Probed;
        return (Same(method.ContainingType, File) || Same(method.ContainingType, Directory) || IsFileOrDirectoryInfo(method.ContainingType))
            && !IsReading(method.Name)
            ? PathUses.Writes
            : PathUses.Reads;
    }

    private static bool IsReading(string name) =>
        name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Open", StringComparison.Ordinal)
        || name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Enumerate", StringComparison.Ordinal);

    /// <summary>Does the library say that the parameter is a route, a URL, a regular expression ...?</summary>
    public bool HasForeignSyntax(ISymbol symbol) => symbol.HasAttribute(_stringSyntax);

    private static HashSet<INamedTypeSymbol> SetOf(KnownTypes types, string[] names)
    {
        var set = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var name in names)
        {
            if (types[name] is { } type)
                set.Add(type);
        }

        return set;
    }
}
