using System;
using System.IO;
using System.Linq;

namespace ValidCode.HardcodedAbsolutePath;

public sealed class Locations
{
    private const string VendorTool = "/opt/vendor/bin/tool";
    private const string StateDirectory = "/var/lib/service";

    private static readonly string[] KnownTools = ["/usr/local/bin/tool", "/opt/tool/bin/tool"];

    public static string Cache => Environment.GetEnvironmentVariable("CACHE") is { Length: > 0 } given ? given : "/var/cache/service";

    public string LoginScript { get; set; } = FromEnvironment("LOGIN_SCRIPT", "/usr/vendor/webman/login.cgi");

    public static bool HasTool => File.Exists(VendorTool);

    public static string? Tool => KnownTools.FirstOrDefault(File.Exists);

    public static string Of(string? configured) => configured ?? StateDirectory;

    public static string Home(string? user)
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        if (!string.IsNullOrEmpty(home))
            return home;
        if (OperatingSystem.IsMacOS())
        {
            return !string.IsNullOrEmpty(user) ? Path.Combine("/Users", user) : "/var/root";
        }
        else
        {
            if (user == "root")
                return "/root/.service";
            return Path.Combine("/home", user ?? "nobody");
        }
    }

    public static void Open(string[] args)
    {
        var file = "/etc/service/service.conf";
        if (args.Length > 0)
            file = args[0];
        Console.WriteLine(File.ReadAllText(file));
    }

    public static void OpenFirst()
    {
        var candidates = new[] { "/var/run/database", "/opt/database", Environment.GetEnvironmentVariable("RUN") ?? "C:\\" };
        foreach (var candidate in candidates)
        {
            if (Directory.Exists(candidate))
                Console.WriteLine(Directory.GetFiles(candidate).Length);
        }
    }

    private static string FromEnvironment(string name, string defaultValue) => Environment.GetEnvironmentVariable(name) ?? defaultValue;

    public static bool TryFind(bool isArm, string name, out string? toolPath)
    {
        toolPath = isArm
            ? Path.Combine("/usr/local/share/tool/arm", name)
            : Path.Combine("/usr/local/share/tool", name);
        if (File.Exists(toolPath))
            return true;

        toolPath = null;
        return false;
    }
}
