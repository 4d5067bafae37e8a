using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Aitbc.Doctor.Reporting;
using NJsonSchema;

namespace Aitbc.Doctor.Tests.Reporting;

/// <summary>Each format of one report that has everything in it.</summary>
public sealed class ReporterTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Console_tells_cause_why_and_next()
    {
        var text = await TextAsync(Format.Console);
        Assert.Equal("""
            FAIL  AITBC9951  Test check AITBC9951
              a b/ä.py:3:7  Broken <here>: "x" & y
                  line: redis://***@host
              next  Do the next thing.
                    $ next --thing
              holds up AITBC9953, AITBC9954

            WARN  AITBC9952  Test check AITBC9952
              Will bite
                  next  Do another thing.

            UNKNOWN  could not be looked at
              gave up: broke off with InvalidOperationException: {0} (AITBC9955)
              x.py:2  cannot be parsed (AITBC9951, AITBC9952)

            1 failed, 1 warned, 1 unknown, 2 held up, 1 ok, 1 not applicable, 1 skipped

            """.ReplaceLineEndings("\n").Replace("gave up: ", "", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Same_report_is_the_same_text_in_every_format()
    {
        foreach (var format in Enum.GetValues<Format>())
            Assert.Equal(await TextAsync(format), await TextAsync(format));
    }

    [Fact]
    public async Task Msbuild_lines_are_canonical()
    {
        var lines = (await TextAsync(Format.Msbuild)).TrimEnd('\n').Split('\n');
        Assert.Equal(
            [
                $"{_repository.Root}/a b/ä.py(3,7): error AITBC9951: Broken <here>: \"x\" & y. Do the next thing. [next --thing] (blocks AITBC9953, AITBC9954) [https://example.org/AITBC9951]",
                "aitbc-doctor : warning AITBC9952: Will bite. Do another thing. [https://example.org/AITBC9952]",
                "aitbc-doctor : warning AITBC0005: broke off with InvalidOperationException: {0}; not looked at by AITBC9955",
                $"{_repository.Root}/x.py(2): warning AITBC0005: cannot be parsed; not looked at by AITBC9951, AITBC9952",
            ],
            lines);
        Assert.All(lines, static line => Assert.Matches(@"^(.+\(\d+(,\d+)?\)|aitbc-doctor ): (error|warning) AITBC\d{4}: ", line));
    }

    [Fact]
    public async Task Strict_makes_errors_of_warnings() =>
        Assert.Contains("aitbc-doctor : error AITBC9952: Will bite", await TextAsync(Format.Msbuild, strict: true), StringComparison.Ordinal);

    [Fact]
    public async Task Json_holds_everything()
    {
        using var json = JsonDocument.Parse(await TextAsync(Format.Json));
        var root = json.RootElement;
        Assert.Equal((1, 1), (root.GetProperty("schemaVersion").GetInt32(), root.GetProperty("exitCode").GetInt32()));
        var checks = root.GetProperty("checks").EnumerateArray().ToDictionary(static check => check.GetProperty("id").GetString()!);
        Assert.Equal(
            ["fail", "warn", "blocked", "blocked", "unknown", "notApplicable", "skipped", "ok"],
            checks.Values.Select(static check => check.GetProperty("status").GetString()));
        var finding = checks["AITBC9951"].GetProperty("findings")[0];
        Assert.Equal(("a b/ä.py", 3), (finding.GetProperty("location").GetProperty("path").GetString(), finding.GetProperty("location").GetProperty("line").GetInt32()));
        Assert.Equal("redis://***@host", finding.GetProperty("evidence")[0].GetProperty("text").GetString());
        Assert.Equal("AITBC9951", checks["AITBC9954"].GetProperty("blockedBy")[0].GetString());
        Assert.Equal("Unsafe", checks["AITBC9957"].GetProperty("skipReason").GetString());
        Assert.Equal(2, root.GetProperty("unknown").GetArrayLength());
    }

    [Fact]
    public async Task Junit_counts_agree_with_its_cases()
    {
        var suites = XElement.Parse(await TextAsync(Format.Junit));
        var suite = Assert.Single(suites.Elements("testsuite"));
        foreach (var (attribute, element) in new[] { ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
        {
            var count = suite.Descendants(element).Count();
            Assert.True(count > 0, element);
            Assert.Equal([$"{count}", $"{count}"], new[] { suites, suite }.Select(owner => owner.Attribute(attribute)!.Value));
        }

        Assert.Equal("8", suite.Attribute("tests")!.Value);
        Assert.Contains("Broken <here>", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sarif_is_valid_against_the_official_schema(bool strict)
    {
        var schema = await JsonSchema.FromFileAsync(Baked.SarifSchema);
        var text = await TextAsync(Format.Sarif, strict);
        Assert.Empty(schema.Validate(text));
        // The schema does say no.
        Assert.NotEmpty(schema.Validate(text.Replace("\"ruleIndex\": 0", "\"ruleIndex\": \"0\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(text.Replace("\"startLine\": 3", "\"startLine\": 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sarif_names_rule_place_and_what_was_not_looked_at()
    {
        using var json = JsonDocument.Parse(await TextAsync(Format.Sarif));
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in run.GetProperty("results").EnumerateArray())
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        var place = run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20b/%C3%A4.py", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(2, run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").GetArrayLength());
    }

    [Theory]
    [InlineData(Format.Console)]
    [InlineData(Format.Msbuild)]
    public async Task Evidence_cannot_speak_for_itself(Format format)
    {
        var report = await ReportAsync(
            new TestCheck("AITBC9951", static context =>
            {
                var findings = context.Findings();
                const string Evil = "x\nfoo.cs(1,1): error CS0001: y\n::error ::z\n##vso[task.complete]\u001b[2J";
                findings.Fail(Evil, new Location("a(1): error X1: b.py\n", 1), [(Evil, Evil)], new Remedy(Evil, Evil));
                return Task.FromResult(findings.Result(Evil));
            }));
        var text = new StringWriter();
        Reporter.Write(format, report, text);
        Assert.DoesNotMatch(new Regex(@"^\s*(foo\.cs|::|##)|##vso|\x1b", RegexOptions.Multiline), text.ToString());
        if (format == Format.Msbuild)
            Assert.DoesNotContain("error X1:", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_shows_ten_of_many_unless_all_are_asked_for()
    {
        var report = await ReportAsync(new TestCheck("AITBC9951", static context =>
        {
            var findings = context.Findings();
            for (var line = 1; line <= 12; line++)
                findings.Warn("many", new Location("a", line));
            return Task.FromResult(findings.Result("a"));
        }));
        var (some, all) = (new StringWriter(), new StringWriter());
        ConsoleReporter.Write(report, new PlainConsole(some), all: false);
        ConsoleReporter.Write(report, new PlainConsole(all), all: true);
        Assert.Contains("a:10  many\n  and 2 more (--all)\n", some.ToString(), StringComparison.Ordinal);
        Assert.Contains("a:12  many\n", all.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> TextAsync(Format format, bool strict = false)
    {
        var report = await ReportAsync(
            new TestCheck("AITBC9951", static context =>
            {
                var findings = context.Findings();
                findings.Unknown("cannot be parsed", new Location("x.py", 2));
                findings.Fail("Broken <here>: \"x\" & y", new Location("a b/ä.py", 3, 7), [("line", "redis://u:p@host")]);
                return Task.FromResult(findings.Result("two files"));
            }),
            new TestCheck("AITBC9952", static context =>
            {
                var findings = context.Findings();
                findings.Unknown("cannot be parsed", new Location("x.py", 2));
                findings.Warn("Will bite", next: new Remedy("Do another thing."));
                return Task.FromResult(new CheckResult(Status.Warn, "one file") { Findings = findings.Result("").Findings });
            }),
            new TestCheck("AITBC9953", static _ => throw new InvalidOperationException("never")) { Requires = ["AITBC9951"] },
            new TestCheck("AITBC9954", static _ => throw new InvalidOperationException("never")) { Requires = ["AITBC9953"] },
            new TestCheck("AITBC9955", static _ => throw new InvalidOperationException("{0}")),
            new TestCheck("AITBC9956", static context => Task.FromResult(context.NotApplicable("nothing here"))),
            new TestCheck("AITBC9957", static _ => throw new InvalidOperationException("never")) { Class = CheckClass.TouchesState },
            new TestCheck("AITBC9958", static context => Task.FromResult(context.Findings().Result("all well"))));
        var text = new StringWriter();
        Reporter.Write(format, strict ? report with { Strict = true } : report, text);
        return text.ToString();
    }

    private Task<RunReport> ReportAsync(params TestCheck[] checks) =>
        new DoctorEngine(new CheckGraph(checks), TimeProvider.System).RunAsync(new RunRequest(_repository.Root) { Profile = Profile.Live });
}
