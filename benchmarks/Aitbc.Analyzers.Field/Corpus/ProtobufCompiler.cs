using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Aitbc.Analyzers.Field.MSBuild;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>Generates the C# that a build makes of .proto files, with the compiler in the restored Grpc.Tools.</summary>
/// <param name="package">The folder of the package, or null: then nothing is generated.</param>
internal sealed class ProtobufCompiler(string? package)
{
    /// <summary>Compiles the .proto files of a project; a file that cannot be compiled gives nothing.</summary>
    public IReadOnlyList<(string Name, SourceText Text)> Compile(ProjectFile project)
    {
        var sources = project.Protobufs();
        if (package is null || sources.Count == 0)
            return [];
        var output = Directory.CreateTempSubdirectory("aitbc-field-");
        try
        {
            for (var i = 0; i < sources.Count; i++)
                Run(sources[i], project.Folder, output.CreateSubdirectory($"{i}").FullName);
            return [.. output.EnumerateFiles("*.cs", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal)
                .Select(file => ($"{file.Directory!.Name}.{Path.GetFileNameWithoutExtension(file.Name)}.g.cs", Read(file.FullName)))];
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private void Run(ProtobufSource source, string folder, string output)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        var machine = RuntimeInformation.OSArchitecture is Architecture.Arm64 && system == "linux" ? "arm64" : "x64";
        var tools = Path.Combine(package!, "tools", $"{system}_{machine}");
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var start = new ProcessStartInfo(Path.Combine(tools, "protoc" + suffix))
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var root in source.ImportFolders.Append(Path.Combine(package!, "build", "native", "include")))
            start.ArgumentList.Add($"--proto_path={root}");
        start.ArgumentList.Add($"--csharp_out={output}");
        if (source.HasServices)
        {
            start.ArgumentList.Add($"--grpc_out={output}");
            start.ArgumentList.Add($"--plugin=protoc-gen-grpc={Path.Combine(tools, "grpc_csharp_plugin" + suffix)}");
        }
        start.ArgumentList.Add(source.Path);
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            process.Kill(entireProcessTree: true);
    }

    private static SourceText Read(string path) => SourceText.From(File.ReadAllText(path), Encoding.UTF8);
}
