using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>Fixed ports that have to be fixed, or that nothing binds.</summary>
internal static class PortException
{
    /// <summary>Does one of the exceptions hold for the port that <paramref name="operation"/> gets?</summary>
    public static bool Applies(IOperation operation, BinderInput input, FoundPort port, KnownTypes types, CancellationToken cancellationToken) =>
        IsPrescribed(operation, input, port.Port, types)
        || operation.IsInExpressionTree(types)
        || (input.Form == PortForm.Address && port.Port == 80 && port.Shown.Syntax.ToString().Contains("Temporary_Listen_Addresses"))
        || IsServedInMemory(operation, types)
        || (operation is IObjectCreationOperation creation && IsNeverStarted(creation, types))
        || cancellationToken.IsCancellationRequested;

    /// <summary>Datagram ports that a protocol prescribes to all its peers, and those of a multicast group.</summary>
    private static bool IsPrescribed(IOperation operation, BinderInput input, int port, KnownTypes types)
    {
        var isDatagram = input.IsDatagram
            || operation is IInvocationOperation { Instance: { } socket } && types.Is(socket.Type, "System.Net.Sockets.Socket") && IsDatagramSocket(socket, types);
        if (!isDatagram)
            return false;

        // DHCP, TFTP, NTP, NetBIOS, SNMP, SSDP, WS-Discovery, LLMNR, mDNS.
        if (port is 67 or 68 or 69 or 123 or 137 or 138 or 161 or 162 or 546 or 547 or 1900 or 3702 or 5353 or 5355)
            return true;

        foreach (var other in RootOf(operation).DescendantsAndSelf())
        {
            if (other is IInvocationOperation { TargetMethod.Name: "JoinMulticastGroup" }
                or IFieldReferenceOperation { Field: { Name: "AddMembership", ContainingType.Name: "SocketOptionName" } })
                return true;
        }

        return false;
    }

    private static bool IsDatagramSocket(IOperation socket, KnownTypes types)
    {
        if (new PortFinder(types, default).SourceOf(socket) is not IObjectCreationOperation creation)
            return false;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value is IFieldReferenceOperation { Field: { Name: "Dgram", ContainingType.Name: "SocketType" } })
                return true;
        }

        return false;
    }

    /// <summary>A host whose server is ASP.NET Core's in-memory one binds nothing, whatever its addresses say.</summary>
    private static bool IsServedInMemory(IOperation operation, KnownTypes types)
    {
        if (types["Microsoft.AspNetCore.TestHost.TestServer"] is not { } testServer)
            return false;

        foreach (var other in RootOf(operation).DescendantsAndSelf())
        {
            if (other is IObjectCreationOperation creation && creation.Type.IsOrInherits(testServer)
                || other is IInvocationOperation { TargetMethod.Name: "UseTestServer" })
                return true;
        }

        return false;
    }

    /// <summary>A listener in a local that is never started, and goes nowhere else, is only looked at.</summary>
    private static bool IsNeverStarted(IObjectCreationOperation creation, KnownTypes types)
    {
        if (!types.Is(creation.Type, "System.Net.Sockets.TcpListener")
            || creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
            return false;

        foreach (var other in RootOf(creation).DescendantsAndSelf())
        {
            if (other is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (reference.Parent is IInvocationOperation call && call.Instance == reference ? call.TargetMethod.Name == "Start" : reference.Parent is not IPropertyReferenceOperation)
                return false;
        }

        return true;
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
