using Aitbc.Analyzers.Ports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>A socket that goes to a number: <c>Connect(IPAddress.Loopback, 8001)</c>, <c>Connect(new IPEndPoint(...))</c>.</summary>
internal static class LoopbackConnect
{
    /// <summary>The fixed port of loopback that the call connects to, and where it stands; null for all other calls.</summary>
    public static (int Port, Location Location, SyntaxNode Syntax)? Find(IInvocationOperation call, KnownTypes types, CancellationToken cancellationToken)
    {
        if (call.TargetMethod.Name is not ("Connect" or "ConnectAsync" or "BeginConnect") || call.Arguments.Length == 0 || !IsSocket(call.TargetMethod.ContainingType, types))
            return null;

        var trace = new ValueTrace(types.Compilation, cancellationToken);
        foreach (var argument in call.Arguments)
        {
            var type = argument.Parameter?.Type;
            if (types.Is(type, "System.Net.IPAddress"))
                return IsLoopback(argument.Value, trace, types) && PortOf(call) is { } port ? Found(port, PortForm.Number, types, cancellationToken) : null;
            if (types.IsOrInherits(type, "System.Net.EndPoint"))
                return IsLoopbackEndPoint(argument.Value, trace, types) ? Found(argument.Value, PortForm.EndPoint, types, cancellationToken) : null;
        }

        return null;
    }

    private static bool IsSocket(INamedTypeSymbol type, KnownTypes types) =>
        types.Is(type, "System.Net.Sockets.Socket") || types.Is(type, "System.Net.Sockets.TcpClient") || types.Is(type, "System.Net.Sockets.UdpClient");

    private static IOperation? PortOf(IInvocationOperation call) => call.ArgumentFor("port") ?? call.ArgumentFor("remotePort");

    private static (int, Location, SyntaxNode)? Found(IOperation value, PortForm form, KnownTypes types, CancellationToken cancellationToken)
    {
        var finder = new PortFinder(types, cancellationToken);
        finder.Find(value, form);
        return finder.Ports is [{ Port: not (6379 or 6380) } port] ? (port.Port, port.Location, port.Shown.Syntax) : null;
    }

    private static bool IsLoopbackEndPoint(IOperation value, ValueTrace trace, KnownTypes types) =>
        trace.Origins(value) is [{ IsSole: true, Operation: IObjectCreationOperation creation }] && types.Is(creation.Type, "System.Net.IPEndPoint")
        && creation.ArgumentFor("address") is { } address && IsLoopback(address, trace, types);

    private static bool IsLoopback(IOperation address, ValueTrace trace, KnownTypes types) => trace.Origins(address) switch
    {
        [{ IsSole: true, Operation: IFieldReferenceOperation { Field: { Name: "Loopback" or "IPv6Loopback" } field } }] => types.Is(field.ContainingType, "System.Net.IPAddress"),
        [{ IsSole: true, Operation: IInvocationOperation { TargetMethod: { Name: "Parse" } parse, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: "127.0.0.1" or "::1" } }, ..] } }] =>
            types.Is(parse.ContainingType, "System.Net.IPAddress"),
        _ => false,
    };
}
