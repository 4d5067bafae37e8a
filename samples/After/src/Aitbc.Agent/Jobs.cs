using System.Text.Json;

namespace Aitbc.Agent;

public sealed record Job(string JobId, JobPayload Payload);

public sealed record JobPayload(string Type, string Prompt);

public sealed record JobResult(string JobId, int ExitCode, string Output, double DurationMs)
{
    public bool Succeeded => ExitCode == 0;
}

public static class AgentJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };
}
