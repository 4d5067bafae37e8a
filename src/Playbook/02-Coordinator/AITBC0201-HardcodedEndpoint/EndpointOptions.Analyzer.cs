using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>The rule's options for one file.</summary>
internal sealed class EndpointOptions(Dictionary<int, string> services, IReadOnlyList<string> allowed)
{
    private static readonly Dictionary<int, string> DefaultServices = ServicePortOption.Parse(RuleOptions.ServicePorts.Default);

    public Dictionary<int, string> Services { get; } = services;

    public static EndpointOptions Read(AnalyzerConfigOptions options)
    {
        var services = RuleOptions.ServicePorts.Read(options);
        return new EndpointOptions(
            ReferenceEquals(services, RuleOptions.ServicePorts.Default) ? DefaultServices : ServicePortOption.Parse(services),
            RuleOptions.AllowedHosts.Read(options));
    }

    public bool IsAllowed(Endpoint endpoint)
    {
        foreach (var pattern in allowed)
        {
            if (Matches(pattern, 0, endpoint.Host, 0) || (endpoint.Port > 0 && Matches(pattern, 0, endpoint.Host + ":" + endpoint.Port, 0)))
                return true;
        }

        return false;
    }

    /// <summary><c>*</c> stands for any text.</summary>
    private static bool Matches(string pattern, int at, string text, int from)
    {
        for (; at < pattern.Length; at++, from++)
        {
            if (pattern[at] == '*')
            {
                for (var rest = from; rest <= text.Length; rest++)
                {
                    if (Matches(pattern, at + 1, text, rest))
                        return true;
                }

                return false;
            }

            if (from == text.Length || char.ToLowerInvariant(pattern[at]) != char.ToLowerInvariant(text[from]))
                return false;
        }

        return from == text.Length;
    }
}
