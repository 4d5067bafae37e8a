using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>A call that reads the content of an HTTP response.</summary>
/// <param name="Call">The call, such as <c>response.Content.ReadAsStringAsync()</c>.</param>
/// <param name="Response">The response whose content it reads: a variable, or the call that gives it.</param>
internal sealed record ResponseRead(IInvocationOperation Call, IOperation Response)
{
    public const string ResponseType = "System.Net.Http.HttpResponseMessage";

    private const string ContentType = "System.Net.Http.HttpContent";
    private const string ClientType = "System.Net.Http.HttpClient";

    /// <summary>The local that holds the response, or null.</summary>
    public ILocalSymbol? Local => (Response as ILocalReferenceOperation)?.Local;

    /// <summary>The cheapest test: can a method of this name read a content?</summary>
    public static bool MayRead(string name) =>
        name.StartsWith("ReadAs", StringComparison.Ordinal) || name.StartsWith("ReadFromJson", StringComparison.Ordinal);

    public static ResponseRead? Of(IOperation? operation, KnownTypes types)
    {
        if (operation is not IInvocationOperation call || !MayRead(call.TargetMethod.Name) || ContentOf(call, types) is not { } content)
            return null;

        return content.WithoutConversions() switch
        {
            IPropertyReferenceOperation property => ResponseOf(property, types) is { } response ? new ResponseRead(call, response) : null,
            // var content = response.Content;
            ILocalReferenceOperation local when SoleValueOf(local) is IPropertyReferenceOperation property && ResponseOf(property, types) is ILocalReferenceOperation response =>
                new ResponseRead(call, response),
            _ => null,
        };
    }

    /// <summary>Is this a call of a client that itself gives the response as it came, whatever its status?</summary>
    public static bool IsSend(IOperation operation, KnownTypes types)
    {
        if (WithoutWaiting(operation, types) is not IInvocationOperation { TargetMethod: var method } call || !Gives(method, types))
            return false;

        // A client of the user's own may look at the status in what it overrides.
        if (call.Instance is { } client)
            return types.Is(client.WithoutConversions().Type, ClientType) || types.Is(client.WithoutConversions().Type, "System.Net.Http.HttpMessageInvoker");

        return method.IsExtensionMethod
            && method.ContainingType is { Name: "HttpClientJsonExtensions" or "HttpClientExtensions", ContainingNamespace: { } space }
            && space.ToDisplayString().StartsWith("System.Net.Http", StringComparison.Ordinal)
            && call.Arguments is [{ Value: var given }, ..]
            && types.Is(given.WithoutConversions().Type, ClientType);
    }

    /// <summary>The call whose task is awaited, or blocked on.</summary>
    public static IOperation WithoutWaiting(IOperation operation, KnownTypes types)
    {
        while (true)
        {
            switch (operation.WithoutConversions())
            {
                case IAwaitOperation awaited:
                    operation = awaited.Operation.WithoutTaskWrappers();
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.Is(task.Type, "System.Threading.Tasks.Task`1"):
                    operation = task.WithoutTaskWrappers();
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }:
                    operation = task.WithoutTaskWrappers();
                    break;
                case var other:
                    return other;
            }
        }
    }

    private static bool Gives(IMethodSymbol method, KnownTypes types) =>
        types.Is(method.ReturnType, ResponseType)
        || (types.Is(method.ReturnType, "System.Threading.Tasks.Task`1") && method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } && types.Is(result, ResponseType));

    /// <summary>The content that the call reads, be the method its own or an extension.</summary>
    private static IOperation? ContentOf(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        if (call.Instance is { } instance)
        {
            var content = instance is IConditionalAccessInstanceOperation conditional ? conditional.Accessed() : instance;
            return types.IsOrInherits(method.ContainingType, ContentType) ? content : null;
        }

        return method.IsExtensionMethod && method.Parameters is [{ Type: var first }, ..] && types.Is(first, ContentType) && call.Arguments is [{ Value: var given }, ..]
            ? given is IConditionalAccessInstanceOperation access ? access.Accessed() : given
            : null;
    }

    private static IOperation? ResponseOf(IPropertyReferenceOperation property, KnownTypes types)
    {
        if (property is not { Property: { Name: "Content" } content, Instance: { } instance } || !types.Is(content.ContainingType, ResponseType))
            return null;

        var response = instance is IConditionalAccessInstanceOperation conditional ? conditional.Accessed() : instance;
        return response?.WithoutConversions();
    }

    private static IOperation? SoleValueOf(ILocalReferenceOperation local) =>
        VariableWrites.OfLocal(local.Local, local.Root()) is { IsComplete: true, Values: [var value] } ? value.WithoutConversions() : null;
}
