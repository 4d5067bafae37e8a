using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace ValidCode.HardcodedAbsolutePath;

public interface IRemoteHost
{
    void ChangeDirectory(string path);
}

public sealed class SftpClient
{
    public IReadOnlyList<string> ListDirectory(string path) => [path];
}

public sealed class ContainerBuilder
{
    public ContainerBuilder WithWorkingDirectory(string workingDirectory) => workingDirectory.Length > 0 ? this : new ContainerBuilder();

    public ContainerBuilder WithMount(string source, string target) => source == target ? this : new ContainerBuilder();

    public ContainerBuilder WithCopy(FileInfo source, FileInfo target) => source.Exists && target.Length > 0 ? this : new ContainerBuilder();

    public ContainerBuilder WithCertificate(string certificate) => WithCopy(new FileInfo(certificate), new FileInfo("/etc/ssl/service/server.crt"));
}

public static class Texts
{
    private const string PipePrefix = @"\\.\pipe\";
    private const string LogRoot = "/var/log/";

    public static bool IsLog(string path) => path.StartsWith(LogRoot, StringComparison.Ordinal);

    public static string Kind(string path) => path switch
    {
        "/home/user/x" => "home",
        @"C:\Windows\System32" => "system",
        _ when path.Contains("/usr/local/", StringComparison.Ordinal) => "local",
        _ => PipePrefix + Path.GetFileName("/opt/service/name"),
    };

    public static void Remote(SftpClient client, IRemoteHost host, ContainerBuilder container)
    {
        client.ListDirectory("/home/service/files");
        host.ChangeDirectory("/var/lib/service");
        container.WithWorkingDirectory("/root/.local/share").WithMount("config", "/etc/service/service.conf");
    }

    public static void Print()
    {
        Console.WriteLine("/opt/service is the default");
        Console.WriteLine($"/usr/bin/service --port {Environment.ProcessId}");
        Console.WriteLine(@"   at Service.Run() in C:\src\Service.cs:line 42");
        Debug.WriteLine("/tmp/service");
    }

    public static void System()
    {
        using var shell = Process.Start(new ProcessStartInfo { FileName = "/bin/sh", Arguments = "-c true" });
        using var opener = Process.Start("/usr/bin/open", "https://example.org");
        Console.WriteLine(File.ReadAllText("/etc/os-release") + File.ReadAllText("/proc/meminfo"));
        Console.WriteLine(File.ReadAllText("/var/run/secrets/kubernetes.io/serviceaccount/token"));
        File.AppendAllText("/dev/null", "");
    }

    // Where the system keeps the certificates that it trusts.
    public static void Trust(string name, byte[] certificate)
    {
        const string Bundle = "/etc/ssl/certs/ca-certificates.crt";
        File.WriteAllBytes(Path.Combine("/usr/local/share/ca-certificates", name + ".crt"), certificate);
        File.WriteAllBytes("/etc/pki/ca-trust/source/anchors/service.pem", certificate);
        Console.WriteLine(File.ReadAllText(Bundle) + Directory.GetFiles("/etc/ssl/certs").Length);
    }

    [DllImport("/usr/lib/libSystem.dylib")]
    private static extern int getpid();

    public static int Id() => getpid();
}

public static class Containers
{
    public static void Run(string name)
    {
        Execute(["docker", "run", "--rm", "alpine", "ls", Path.Combine("/opt/mount", name)]);
        Execute(["ls", name]);
    }

    private static void Execute(IReadOnlyList<string> arguments) => Console.WriteLine(string.Join(' ', arguments));
}

public sealed record Notification(string Title)
{
    public string? FolderPath { get; init; }
}

public static class Notifications
{
    public static Notification BuildTestNotification() => new("Test") { FolderPath = @"C:\testpath" };

    public static string PipeOf(string name) => (OperatingSystem.IsWindows() ? @"\\.\pipe\" : "unix:") + name;
}

public static class Filters
{
    public static IEnumerable<string> Excluded(bool isMac)
    {
        if (isMac)
            yield return Normalize("/tmp/");
        yield return Normalize("/var/cache/");
    }

    public static string? OfFolder(Environment.SpecialFolder folder)
    {
        var filter = Normalize(Environment.GetFolderPath(folder));
        return Directory.Exists(filter) ? Path.Combine(filter, "*") : null;
    }

    private static string Normalize(string filter) => filter.Replace(Path.AltDirectorySeparatorChar, Path.DirectorySeparatorChar);
}
