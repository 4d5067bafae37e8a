using Aitbc.Analyzers.Ports;

namespace Aitbc.Analyzers.Tests.Ports;

public class PortTextTests
{
    [Theory]
    [InlineData("http://localhost:5000", "5000")]
    [InlineData("http://localhost:5000/path:70", "5000")]
    [InlineData("http://*:80;https://[::1]:443", "80 443")]
    [InlineData("127.0.0.1:6379", "6379")]
    [InlineData("[::1]:6379", "6379")]
    [InlineData("@tcp://*:5555", "5555")]
    [InlineData("", "")]
    [InlineData(":", "")]
    [InlineData(":5000", "")]
    [InlineData("::1", "")]
    [InlineData("fe80::5000", "")]
    [InlineData("http://", "")]
    [InlineData("http://:", "")]
    [InlineData("http://localhost", "")]
    [InlineData("http://localhost:0", "")]
    [InlineData("http://localhost:65536", "")]
    [InlineData("http://localhost:50x", "")]
    [InlineData("inproc://name:5000", "")]
    [InlineData("pgm://10.0.0.1;224.0.0.1:5555", "")]
    [InlineData(";;", "")]
    public void Addresses(string text, string ports) => Assert.Equal(ports, Text(PortText.InAddresses(text)));

    [Theory]
    [InlineData("app.dll --urls http://localhost:5000", true, "5000")]
    [InlineData("--urls=http://localhost:5000;https://localhost:5001 -v", false, "5000 5001")]
    [InlineData("--urls \"http://localhost:5000\"", false, "5000")]
    [InlineData("--port 6380", true, "6380")]
    [InlineData("--port 6380", false, "")]
    [InlineData("--portable 6380", true, "")]
    [InlineData("--urls", true, "")]
    [InlineData("--urls=", true, "")]
    public void Arguments(string text, bool isServer, string ports) => Assert.Equal(ports, Text(PortText.InArguments(text, isServer)));

    private static string Text(IEnumerable<WrittenPort> ports) => string.Join(' ', ports.Select(static port => port.Port));
}
