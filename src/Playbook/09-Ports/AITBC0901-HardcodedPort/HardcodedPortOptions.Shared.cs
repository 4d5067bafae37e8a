namespace Aitbc.Analyzers;

internal static partial class RuleOptions
{
    /// <summary>Ports that AITBC0901 lets be fixed.</summary>
    public static readonly PortListOption AllowedPorts = new("allowed_ports", "");

    /// <summary>Types that bind the ports they are given and whose code AITBC0901 cannot see.</summary>
    public static readonly ListOption PortBinders = new("port_binders", "metadata names of types (Namespace.Type), separated by |", "");
}
