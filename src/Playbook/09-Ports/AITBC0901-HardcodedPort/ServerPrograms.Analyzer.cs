using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>Programs whose <c>--port</c> is the port that they listen on.</summary>
internal static class ServerPrograms
{
    private static readonly string[] Names = ["redis-server", "valkey-server", "garnet-server", "mongod", "nats-server", "memcached", "caddy", "uvicorn"];

    /// <summary>Is such a program started with the arguments that this operation sets?</summary>
    public static bool IsStartedBy(IOperation operation, KnownTypes types)
    {
        var program = operation switch
        {
            IObjectCreationOperation creation => creation.ArgumentFor("fileName"),
            IInvocationOperation call => call.ArgumentFor("fileName"),
            { Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation } initializer } =>
                creation.ArgumentFor("fileName") ?? AssignedIn(initializer),
            _ => null,
        };
        if (program is null || new PortFinder(types, default).TextOf(program) is not { } path)
            return false;

        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - 4);
        return Array.IndexOf(Names, name) >= 0;
    }

    private static IOperation? AssignedIn(IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (var member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "FileName" } } assignment)
                return assignment.Value;
        }

        return null;
    }
}
