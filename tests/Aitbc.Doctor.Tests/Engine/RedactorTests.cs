namespace Aitbc.Doctor.Tests.Engine;

public class RedactorTests
{
    [Theory]
    [InlineData("redis://user:hunter22@host:6379/0", "redis://***@host:6379/0")]
    [InlineData("https://oauth2:abc@gitea.example.org/x and http://b@c/", "https://***@gitea.example.org/x and http://***@c/")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: ***")]
    [InlineData("curl -H \"Authorization: token abc\" http://x", "curl -H \"Authorization: ***\" http://x")]
    [InlineData("GITEA_TOKEN=0123456789abcdef", "GITEA_TOKEN=***")]
    [InlineData("{\"private_key\": \"deadbeef\", \"name\": \"n\"}", "{\"private_key\": \"***\", \"name\": \"n\"}")]
    [InlineData("?access_token=abc&page=2", "?access_token=***&page=2")]
    [InlineData("key ghp_0123456789abcdefghijABCDEFGHIJ in use", "key *** in use")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "[private key]")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "[private key]")]
    [InlineData("it is value-of-the-variable here", "it is *** here")]
    public void Secret_is_taken_out(string text, string shown) => Assert.Equal(shown, Redactor.Line(text));

    [Theory]
    [InlineData("TOKEN=$GITEA_TOKEN")]
    [InlineData("token = os.environ['GITEA_TOKEN']")]
    [InlineData("http://localhost:8006/rpc/head?chain_id=ait-devnet")]
    [InlineData("user@example.org")]
    [InlineData("path::to::module")]
    [InlineData("set by the secret manager")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Redactor.Line(text));

    [Theory]
    [InlineData("a\u001b[31mred\u001b[0m\u0007", "ared")]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("\u001b]0;title\u0007x", "x")]
    [InlineData("admin\u202Etxt.exe", "admintxt.exe")]
    [InlineData("::error file=a::b", "error file=a::b")]
    [InlineData("x\n::set-output name=a::b", "x set-output name=a::b")]
    [InlineData("##vso[task.setvariable]x", "[task.setvariable]x")]
    [InlineData("##[error]x", "[error]x")]
    [InlineData("##teamcity[buildStop]", "[buildStop]")]
    public void What_a_terminal_or_ci_host_would_act_on_is_taken_out(string text, string shown) => Assert.Equal(shown, Redactor.Line(text));

    [Fact]
    public void Escape_that_hides_a_secret_does_not_help_it() =>
        Assert.DoesNotContain("hunter22", Redactor.Line("redis://us\u001b[0mer:hunter22@host"), StringComparison.Ordinal);

    [Fact]
    public void Long_text_is_cut_in_bounded_time() =>
        Assert.InRange(Redactor.Line(new string('a', 50_000_000)).Length, 100, 600);

    private static Redactor Redactor { get; } = new(new Dictionary<string, string>
    {
        ["GITEA_TOKEN"] = "value-of-the-variable",
        ["SSH_KEY_PATH_TOKEN"] = "/home/me",
        ["SHORT_TOKEN"] = "on",
        ["EDITOR"] = "page",
    });
}
