namespace Aitbc.Doctor.Tests;

/// <summary>Looks through a check's context at a real folder.</summary>
internal static class Looker
{
    public static async Task<T> LookAsync<T>(
        this TestRepository repository, Func<CheckContext, Task<T>> look, Aitbc.Doctor.Probes.PythonProgram? python = null, string? cache = null, params (string Name, string Value)[] environment)
    {
        T? seen = default;
        var check = new TestCheck("AITBC9951", async context =>
        {
            seen = await look(context);
            return new CheckResult(Status.Ok, "looked");
        }) { Deadline = TimeSpan.FromSeconds(30) };
        var request = new RunRequest(repository.Root) { CacheFolder = cache };
        var variables = new Dictionary<string, string>(request.Environment);
        foreach (var (name, value) in environment)
            variables[name] = value;
        var report = await new DoctorEngine(new CheckGraph([check]), TimeProvider.System) { PythonProgram = python }.RunAsync(request with { Environment = variables });
        Assert.Equal((Status.Ok, "looked"), (report.Outcomes[0].Result.Status, report.Outcomes[0].Result.Summary));
        return seen!;
    }
}
