// frameworks: XunitV2
using System;
using System.IO;
using Xunit;

namespace ValidCode.HardcodedAbsolutePath;

public sealed record ServiceOptions(string DataDirectory, string LogFile);

public class TestData
{
    private const string Root = @"C:\data\service";

    [Theory]
    [InlineData("/home/user/file.txt", "file.txt")]
    [InlineData(@"C:\Users\me\file.txt", "file.txt")]
    public void Name_is_parsed(string path, string expected) => Assert.EndsWith(expected, path, StringComparison.Ordinal);

    [Fact]
    public void Options_are_kept()
    {
        var options = new ServiceOptions("/var/lib/service", LogFile: "/var/log/service.log");
        var location = new Uri("file:///C:/temp/file.txt");
        Assert.Equal("/var/lib/service", options.DataDirectory);
        Assert.Equal(Path.Combine(Root, "x"), Path.Combine(@"C:\data", "service", "x"));
        Assert.True(location.IsFile);
        Assert.Equal("D:", Drive(new DirectoryInfo(@"d:\service\data")));
        Assert.Equal(".log", new FileInfo("/var/log/service.log").Extension);
    }

    private static string Drive(DirectoryInfo directory) => directory.FullName.Substring(0, 2).ToUpperInvariant();
}
