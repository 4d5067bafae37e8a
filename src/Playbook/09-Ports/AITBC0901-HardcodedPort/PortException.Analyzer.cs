using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>Fixed ports that have to be fixed, or that nothing binds.</summary>
internal static class PortException
{
    /// <summary>Does one of the exceptions hold for the port that <paramref name="operation"/> gets?</summary>
    public static bool Applies(IOperation operation, BinderInput input, FoundPort port, KnownTypes types, bool isTest) =>
        IsPrescribed(operation, input, port.Port, types)
        || operation.IsInExpressionTree(types)
        || (input.Form == PortForm.Address && port.Port == 80 && port.Shown.Syntax.ToString().Contains("Temporary_Listen_Addresses"))
        || IsServedInMemory(operation, types)
        || (operation is IObjectCreationOperation creation && (IsNeverStarted(creation) || IsGivenASocket(creation, input.Socket)))
        || (!isTest && IsDefaultOfOverload(operation));

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

        foreach (var other in operation.Root().DescendantsAndSelf())
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

        foreach (var other in operation.Root().DescendantsAndSelf())
        {
            if (other is IObjectCreationOperation creation && creation.Type.IsOrInherits(testServer)
                || other is IInvocationOperation { TargetMethod.Name: "UseTestServer" })
                return true;
        }

        return false;
    }

    /// <summary>
    /// A server that has to be started, but is made and thrown away, or kept in a local on which nothing starts it and
    /// which goes nowhere else, is only looked at.
    /// </summary>
    private static bool IsNeverStarted(IObjectCreationOperation creation)
    {
        if (!HasStart(creation.Type))
            return false;
        if (creation.Parent is IExpressionStatementOperation)
            return true;
        if (creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
            return false;

        foreach (var other in creation.Root().DescendantsAndSelf())
        {
            if (other is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsOnlyLook(reference))
                return false;
        }

        return true;
    }

    /// <summary>
    /// A server that is given another socket to listen with binds what that one binds: where it is made, or by others in
    /// the class if it is not started there.
    /// </summary>
    private static bool IsGivenASocket(IObjectCreationOperation creation, string? socket)
    {
        if (socket is null || creation.Type is not { } type)
            return false;
        if (creation.Syntax.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method)
        {
            if (Assigns(method, socket))
                return true;
            foreach (var other in creation.Root().DescendantsAndSelf())
            {
                if (other is IInvocationOperation call && type.IsOrInherits(call.TargetMethod.ContainingType) && IsStart(call.TargetMethod.Name))
                    return false;
            }
        }

        return creation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } user && Assigns(user, socket);
    }

    private static bool Assigns(SyntaxNode code, string property)
    {
        foreach (var node in code.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && name == property)
                return true;
        }

        return false;
    }

    private static bool IsOnlyLook(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference && !IsStart(call.TargetMethod.Name),
        IPropertyReferenceOperation or IEventReferenceOperation or INameOfOperation or IConditionalAccessOperation => true,
        _ => false,
    };

    private static bool HasStart(ITypeSymbol? type)
    {
        for (var current = type; current is not (null or { SpecialType: SpecialType.System_Object }); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol { IsStatic: false } && IsStart(member.Name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsStart(string name) =>
        name.StartsWith("Start", StringComparison.Ordinal) || name is "Run" or "RunAsync" or "Open" or "OpenAsync" or "Listen" or "ListenAsync" or "Bind" or "BindAsync";

    /// <summary>
    /// An overload that gives another one its default value is like a parameter with a default; so is a constructor
    /// beside another one that is told the port.
    /// </summary>
    private static bool IsDefaultOfOverload(IOperation operation)
    {
        if (operation is not IInvocationOperation call)
            return false;
        if (call.Syntax.IsKind(SyntaxKind.ThisConstructorInitializer))
            return true;
        if (operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is not IMethodSymbol caller
            || !SymbolEqualityComparer.Default.Equals(caller.ContainingType, call.TargetMethod.ContainingType))
            return false;
        return caller.MethodKind == MethodKind.Constructor
            ? caller.ContainingType.InstanceConstructors.Any(static constructor => constructor.Parameters.Any(static parameter => PortParameter.FormOf(parameter) is not null))
            : caller.MethodKind == MethodKind.Ordinary && caller.Name == call.TargetMethod.Name;
    }
}
