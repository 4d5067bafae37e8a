using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Tests.Probes;

public class ShellTests
{
    [Theory]
    [InlineData("a b 'c d' \"e f\"g\\ h", "1: a|b|c d|e fg h")]
    [InlineData("a \\\n  b\nc", "1: a|b", "3: c")]
    [InlineData("a; b && c || d & e", "1: a", "1: b", "1: c", "1: d", "1: e")]
    [InlineData("# only a remark\na # and one\nb#no", "2: a", "3: b#no")]
    [InlineData("a $(b; c) ${d:-e f} `g h`", "1: a|$(b; c)|${d:-e f}|`g h`")]
    [InlineData("a \"x $(b \")\" c) y\"", "1: a|x $(b \")\" c) y")]
    [InlineData("a \"b $(c < \\\"d\\\") e\"; f", "1: a|b $(c < \\\"d\\\") e", "1: f")]
    [InlineData("if a; then b; else c; fi", "1: a", "1: b", "1: c")]
    [InlineData("cat <<EOF > x\nno; command\nEOF\nb", "1: cat", "4: b")]
    [InlineData("a 'two\nlines'\nb", "1: a|two\nlines", "3: b")]
    [InlineData("a \"never closed", "1: a|never closed")]
    [InlineData("a $(never closed", "1: a|$(never closed")]
    [InlineData("a <<EOF\nnever closed", "1: a")]
    [InlineData(")))}}} ;;; ((( {{{", "1: }}}", "1: {{{")]
    [InlineData("a\r\nb\r\n", "1: a", "2: b")]
    [InlineData("a \\", "1: a|")]
    public void Commands_and_their_words(string text, params string[] expected) =>
        Assert.Equal(expected, Shell.Commands(text).Select(static command => $"{command.Line}: {string.Join('|', command.Words.Select(static word => word.Text))}"));

    [Theory]
    [InlineData("a >> /x 2>&1", ">>/x 2>&1")]
    [InlineData("a > /dev/null 2> err", ">/dev/null 2>err")]
    [InlineData("a &> all", "&>all")]
    [InlineData("a &>>all", "&>>all")]
    [InlineData("a 2>> x < in", "2>>x <in")]
    [InlineData("a 2 > x", ">x")]
    public void Redirections(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Shell.Commands(text)[0].Redirects.Select(static redirect => redirect.Operator + redirect.Target.Text)));

    [Theory]
    [InlineData("a | b | c", "a>b", "b>c", "c>")]
    [InlineData("(a; b || c) | d", "a>d", "b>d", "c>d", "d>")]
    [InlineData("{ a; b; } | c", "a>c", "b>c", "c>")]
    [InlineData("(a); b | c", "a>", "b>c", "c>")]
    [InlineData("(a) || b", "a>", "b>")]
    [InlineData("(a |\n b)\nc", "a>b", "b>", "c>")]
    public void Pipes(string text, params string[] expected) =>
        Assert.Equal(expected, Shell.Commands(text).Select(static command => $"{command}>{command.Feeds}"));

    [Fact]
    public void Here_document_is_the_input()
    {
        var commands = Shell.Commands("x\ncat > /etc/cron.d/y <<-'END' | sort\n\tone\n\ttwo\n\tEND\nz");
        Assert.Equal("one\ntwo\n", commands[1].Input!.Text);
        Assert.Equal(3, commands[1].Input!.Line);
        Assert.Equal(6, commands[3].Line);
    }
}
