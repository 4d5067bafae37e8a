namespace Aitbc.Analyzers;

internal static partial class RuleOptions
{
    /// <summary>Which service listens on which port, by AITBC's own services of both eras.</summary>
    public static readonly ServicePortOption ServicePorts = new(
        "service_ports",
        "coordinator=8000|coordinator=8011|coordinator=8203|exchange=8001|exchange=8106|wallet=8002|wallet=8003|wallet=8015|wallet=8108"
            + "|blockchain_rpc=8006|blockchain_rpc=8026|blockchain_rpc=8202|blockchain_p2p=8005|blockchain_p2p=8200|provider=8008"
            + "|marketplace=8014|marketplace=8102|agent_coordinator=8107|gateway=8201|event_bridge=8205");

    /// <summary>Hosts whose address AITBC0201 lets be fixed.</summary>
    public static readonly ListOption AllowedHosts = new("allowed_hosts", "hosts or host:port with * for any text, separated by |", "");
}

/// <summary>Services and their ports, <c>name=port</c>, separated by <c>|</c>; a name may have several.</summary>
internal sealed class ServicePortOption(string name, string defaultText)
    : ListOption(name, "services as name=port, separated by |", defaultText)
{
    /// <summary>The service of each port.</summary>
    public static Dictionary<int, string> Parse(IReadOnlyList<string> items)
    {
        var services = new Dictionary<int, string>();
        foreach (var item in items)
        {
            var equals = item.IndexOf('=');
            services[PortOf(item, equals)] = item.Substring(0, equals).Trim();
        }

        return services;
    }

    protected override bool IsValidItem(string item) => item.IndexOf('=') is > 0 and var equals && PortOf(item, equals) is > 0 and <= 65535;

    private static int PortOf(string item, int equals) =>
        int.TryParse(item.Substring(equals + 1).Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : 0;
}
