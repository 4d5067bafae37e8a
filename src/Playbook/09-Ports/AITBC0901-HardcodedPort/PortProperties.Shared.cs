namespace Aitbc.Analyzers.Ports;

/// <summary>What AITBC0901 tells its fix.</summary>
internal static class PortProperties
{
    public const string Port = nameof(Port);
    public const string IsTest = nameof(IsTest);
}
