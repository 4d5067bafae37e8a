using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Payment.UncheckedResponseAnalyzer, Aitbc.Analyzers.Payment.UncheckedResponseCodeFix>;

namespace Aitbc.Analyzers.Tests.Payment;

public class UncheckedResponseTests
{
    private static string In(string body, string members = "") => $$"""
        using System;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;

        public class Jobs
        {
            private readonly HttpClient client = new();
            private readonly HttpRequestMessage request = new();

            public async Task<object?> RunAsync(string url, bool flag)
            {
                await Task.Yield();
                {{body}}
            }

            private static void Check(HttpResponseMessage r) => r.EnsureSuccessStatusCode();
            private static void Use(object? o) { }
            {{members}}
        }
        """;

    [Theory]
    // Looked at before.
    [InlineData("var r = await client.GetAsync(url); r.EnsureSuccessStatusCode(); return await r.Content.ReadAsStringAsync();")]
    [InlineData("using var r = await client.GetAsync(url).ConfigureAwait(false); if (!r.IsSuccessStatusCode) return null; return await r.Content.ReadAsStringAsync();")]
    [InlineData("var r = await client.PostAsJsonAsync(url, 1); if (r.StatusCode == HttpStatusCode.Forbidden) throw new Exception(); return await r.Content.ReadFromJsonAsync<int>();")]
    [InlineData("var r = await client.GetAsync(url); return r.IsSuccessStatusCode ? await r.Content.ReadAsStringAsync() : null;")]
    [InlineData("var r = await client.GetAsync(url); switch (r.StatusCode) { case HttpStatusCode.OK: return await r.Content.ReadAsStringAsync(); default: return null; }")]
    [InlineData("var r = await client.GetAsync(url); if (r is { StatusCode: HttpStatusCode.OK }) return await r.Content.ReadAsStringAsync(); return null;")]
    [InlineData("var r = await client.GetAsync(url); if (r is not { IsSuccessStatusCode: true }) return null; return await r.Content.ReadAsStringAsync();")]
    [InlineData("return await (await client.GetAsync(url)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();")]
    [InlineData("var r = (await client.GetAsync(url)).EnsureSuccessStatusCode(); return await r.Content.ReadAsStringAsync();")]
    [InlineData("var r = await client.GetAsync(url); var ok = r.IsSuccessStatusCode; var text = await r.Content.ReadAsStringAsync(); return ok ? text : null;")]
    [InlineData("HttpResponseMessage? r = null; try { r = await client.GetAsync(url); r.EnsureSuccessStatusCode(); return await r.Content.ReadAsStringAsync(); } finally { r?.Dispose(); }")]
    // Read for the message, then looked at.
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.ReadAsStringAsync(); if (!r.IsSuccessStatusCode) throw new Exception(text); return text;")]
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.ReadAsStringAsync(); return new { r.StatusCode, text };")]
    [InlineData("var r = await client.GetAsync(url); return (await r.Content.ReadAsStringAsync(), r.StatusCode);")]
    [InlineData("while (flag) { var r = await client.GetAsync(url); var text = await r.Content.ReadAsStringAsync(); if (!r.IsSuccessStatusCode) throw new Exception(text); Use(text); } return null;")]
    // The body tells, and is asked.
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.ReadAsStringAsync(); if (!text.Contains(\"\\\"ok\\\":true\")) throw new Exception(); return text;")]
    [InlineData("var r = await client.GetAsync(url); var a = await r.Content.ReadFromJsonAsync<Answer>(); return a is { Ok: true } ? a : null;", "private sealed class Answer { public bool Ok { get; set; } }")]
    [InlineData("var r = await client.GetAsync(url); var a = await r.Content.ReadFromJsonAsync<Answer>(); if (a?.ErrorMessage is { } m) throw new Exception(m); return a;", "private sealed class Answer { public string? ErrorMessage { get; set; } }")]
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.ReadAsStringAsync(); var d = System.Text.Json.JsonDocument.Parse(text); if (d.RootElement.TryGetProperty(\"error\", out _)) return null; return d;")]
    [InlineData("var r = await client.GetAsync(url); return Parse(await r.Content.ReadAsStringAsync(), true);", "private static string Parse(string text, bool throwOnError) => text;")]
    // Somebody else may look at it.
    [InlineData("var r = await client.GetAsync(url); Check(r); return await r.Content.ReadAsStringAsync();")]
    [InlineData("var r = await client.GetAsync(url); Use(await r.Content.ReadAsStringAsync()); return r;")]
    [InlineData("var r = await SendAsync(); return await r.Content.ReadAsStringAsync();", "private Task<HttpResponseMessage> SendAsync() => client.GetAsync(\"x\");")]
    [InlineData("return await (await new Checked().GetAsync(url)).Content.ReadAsStringAsync();", "private sealed class Checked : HttpClient { public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage m, CancellationToken t) => throw new Exception(); }")]
    [InlineData("var r = await client.GetAsync(url); Func<bool> ok = () => r.IsSuccessStatusCode; var text = await r.Content.ReadAsStringAsync(); return ok() ? text : null;")]
    // Throws by itself, or is not read for what it says.
    [InlineData("return await client.GetStringAsync(url);")]
    [InlineData("return await client.GetFromJsonAsync<int>(url);")]
    [InlineData("var r = await client.GetAsync(url); await r.Content.ReadAsStringAsync(); return null;")]
    [InlineData("var r = await client.GetAsync(url); _ = await r.Content.ReadAsByteArrayAsync().ConfigureAwait(false); return null;")]
    [InlineData("return await request.Content!.ReadAsStringAsync();")]
    [InlineData("using var content = new StringContent(url); return await content.ReadAsStringAsync();")]
    [InlineData("var r = new HttpResponseMessage(); return await r.Content.ReadAsStringAsync();")]
    // A handler of the program throws for all of them.
    [InlineData("var r = await client.GetAsync(url); return await r.Content.ReadAsStringAsync();", "private sealed class Throwing : DelegatingHandler { protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage m, CancellationToken t) => (await base.SendAsync(m, t)).EnsureSuccessStatusCode(); }")]
    public async Task Silent_where_the_status_is_looked_at(string body, string members = "") =>
        await Verify.ReportsAsync(In(body, members));

    [Theory]
    [InlineData("var r = await client.GetAsync(url); return await r.Content.[|ReadAsStringAsync|]();")]
    [InlineData("using var r = await client.GetAsync(url).ConfigureAwait(false); return await r.Content.[|ReadAsStringAsync|]().ConfigureAwait(false);")]
    [InlineData("using (var r = await client.SendAsync(request)) { return await r.Content.[|ReadFromJsonAsync<int>|](); }")]
    [InlineData("HttpResponseMessage r; if (flag) r = await client.GetAsync(url); else r = await client.PostAsync(url, null); return await r.Content.[|ReadAsStreamAsync|]();")]
    [InlineData("return await (await client.GetAsync(url)).Content.[|ReadAsStringAsync|]();")]
    [InlineData("return client.GetAsync(url).Result.Content.[|ReadAsStringAsync|]().Result;")]
    [InlineData("var r = client.GetAsync(url).GetAwaiter().GetResult(); return r.Content.[|ReadAsStringAsync|]().GetAwaiter().GetResult();")]
    [InlineData("var r = client.Send(request); return new StreamReader(r.Content.[|ReadAsStream|]()).ReadToEnd();")]
    [InlineData("var r = await client.PutAsJsonAsync(url, 1); var content = r.Content; return await content.[|ReadAsByteArrayAsync|]();")]
    [InlineData("var r = await client.DeleteAsync(url); return r == null ? null : await r.Content.[|ReadAsStringAsync|]();")]
    [InlineData("while (flag) { var r = await client.GetAsync(url); Use(await r.Content.[|ReadAsStringAsync|]()); } return null;")]
    [InlineData("while (flag) { try { var r = await client.GetAsync(url); using var s = await r.Content.[|ReadAsStreamAsync|](); Use(s); } catch (Exception e) { Use(e); } } return null;")]
    [InlineData("foreach (var u in new[] { url }) { var r = await client.GetAsync(u); Use(await r.Content.[|ReadAsStringAsync|]()); } return null;")]
    [InlineData("var r = await client.GetAsync(url); return await r?.Content.[|ReadAsStringAsync|]()!;")]
    [InlineData("var r = await client.GetAsync(url); Use(r.Headers); return await r.Content.[|ReadAsStringAsync|]();")]
    // On one path only.
    [InlineData("var r = await client.GetAsync(url); if (flag) r.EnsureSuccessStatusCode(); return await r.Content.[|ReadAsStringAsync|]();")]
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.[|ReadAsStringAsync|](); if (flag) return text; r.EnsureSuccessStatusCode(); return text;")]
    // A name that only looks like a question.
    [InlineData("var r = await client.GetAsync(url); var text = await r.Content.[|ReadAsStringAsync|](); return Ok(text);", "private static object Ok(object? o) => new();")]
    // Once a response.
    [InlineData("var r = await client.GetAsync(url); Use(await r.Content.[|ReadAsStringAsync|]()); return await r.Content.ReadAsStringAsync();")]
    [InlineData("var r = await client.GetAsync(url); r.EnsureSuccessStatusCode(); Use(await r.Content.ReadAsStringAsync()); r = await client.GetAsync(url); return await r.Content.[|ReadAsStringAsync|]();")]
    [InlineData("Func<Task<string>> get = async () => { var r = await client.GetAsync(url); return await r.Content.[|ReadAsStringAsync|](); }; return await get();")]
    [InlineData("return await Local(); async Task<string> Local() { var r = await client.GetAsync(url); return await r.Content.[|ReadAsStringAsync|](); }")]
    // This handler lets a failure pass.
    [InlineData("var r = await client.GetAsync(url); return await r.Content.[|ReadAsStringAsync|]();", "private sealed class Tracing : DelegatingHandler { protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage m, CancellationToken t) { var r = await base.SendAsync(m, t); Use(r.StatusCode); return r; } }")]
    public async Task Reports_a_read_that_nothing_guards(string body, string members = "") =>
        await Verify.ReportsAsync(In(body, members));

    [Fact]
    public async Task Reports_at_top_level() => await new RuleTest<Analyzers.Payment.UncheckedResponseAnalyzer, Analyzers.Payment.UncheckedResponseCodeFix>([], [])
    {
        IsProgram = true,
        TestCode = """
            using System.Net.Http;

            using var client = new HttpClient();
            var response = await client.GetAsync("http://localhost:8000/v1/jobs");
            System.Console.WriteLine(await response.Content.[|ReadAsStringAsync|]());
            """,
        FixedCode = """
            using System.Net.Http;

            using var client = new HttpClient();
            var response = await client.GetAsync("http://localhost:8000/v1/jobs");
            response.EnsureSuccessStatusCode();
            System.Console.WriteLine(await response.Content.ReadAsStringAsync());
            """,
    }.RunAsync();

    [Fact]
    public async Task Silent_in_tests() => await Verify.ReportsAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;
        using Xunit;

        public class JobTests
        {
            [Fact]
            public async Task Answers()
            {
                using var client = new HttpClient();
                var response = await client.GetAsync("http://localhost/");
                Assert.Equal("ok", await response.Content.ReadAsStringAsync());
            }
        }
        """, Library.XunitV2);

    [Theory]
    [InlineData(
        "var r = await client.GetAsync(url);\n        // The answer.\n        return await r.Content.[|ReadAsStringAsync|](); // text",
        "var r = await client.GetAsync(url);\n        // The answer.\n        r.EnsureSuccessStatusCode();\n        return await r.Content.ReadAsStringAsync(); // text")]
    [InlineData(
        "return await (await client.GetAsync(url)).Content.[|ReadAsStringAsync|]();",
        "return await (await client.GetAsync(url)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();")]
    [InlineData(
        "return client.GetAsync(url).Result.Content.[|ReadAsStringAsync|]().Result;",
        "return client.GetAsync(url).Result.EnsureSuccessStatusCode().Content.ReadAsStringAsync().Result;")]
    [InlineData(
        "using (var r = await client.GetAsync(url))\n        {\n            var text = await r.Content.[|ReadAsStringAsync|]();\n            return text;\n        }",
        "using (var r = await client.GetAsync(url))\n        {\n            r.EnsureSuccessStatusCode();\n            var text = await r.Content.ReadAsStringAsync();\n            return text;\n        }")]
    public async Task Fix_checks_first(string body, string mended) => await Verify.FixesAsync(In(body), In(mended));

    [Fact]
    public async Task Fix_all_mends_each_response() => await Verify.FixesAsync(
        In("var a = await client.GetAsync(url);\n        Use(await a.Content.[|ReadAsStringAsync|]());\n        var b = await client.GetAsync(url);\n        Use(await b.Content.[|ReadAsStringAsync|]());\n        return await (await client.GetAsync(url)).Content.[|ReadAsStringAsync|]();"),
        In("var a = await client.GetAsync(url);\n        a.EnsureSuccessStatusCode();\n        Use(await a.Content.ReadAsStringAsync());\n        var b = await client.GetAsync(url);\n        b.EnsureSuccessStatusCode();\n        Use(await b.Content.ReadAsStringAsync());\n        return await (await client.GetAsync(url)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();"));

    [Theory]
    [InlineData("var r = await client.GetAsync(url); if (flag) return await r.Content.[|ReadAsStringAsync|](); return null;")]
    [InlineData("var r = await client.GetAsync(url); while ((await r.Content.[|ReadAsStringAsync|]()).Length > 3) { } return null;")]
    public async Task No_fix_where_no_statement_can_be_inserted(string body) => await Verify.HasNoFixAsync(In(body));
}
