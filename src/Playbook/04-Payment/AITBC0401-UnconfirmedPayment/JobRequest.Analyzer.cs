using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>What requests a job: a method of the option's set, or an HTTP POST to <c>.../job</c> or <c>.../jobs</c>.</summary>
internal static class JobRequest
{
    private const string Client = "System.Net.Http.HttpClient";

    /// <summary>The cheap half of the question.</summary>
    public static bool MayBe(IOperation operation, MethodPatterns jobs, KnownTypes types) => operation switch
    {
        IInvocationOperation call => jobs.Matches(call.TargetMethod)
            || call.TargetMethod.Name is "PostAsync" or "PostAsJsonAsync",
        IObjectCreationOperation creation => creation.Arguments.Length == 2 && types.Is(creation.Type, "System.Net.Http.HttpRequestMessage"),
        _ => false,
    };

    public static bool Is(IOperation operation, MethodPatterns jobs, KnownTypes types, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation call => jobs.Matches(call.TargetMethod)
            || (IsOfClient(call, types) && call.ArgumentFor("requestUri") is { } address && IsJobRoute(address, types, cancellationToken)),
        IObjectCreationOperation { Arguments: [{ Value: var method }, { Value: var address }] } =>
            method.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "Post" } && IsJobRoute(address, types, cancellationToken),
        _ => false,
    };

    private static bool IsOfClient(IInvocationOperation call, KnownTypes types) =>
        types.IsOrInherits(call.Instance?.Type, Client)
        || (call.TargetMethod is { IsExtensionMethod: true, Parameters: [{ Type: var first }, ..] } && types.Is(first, Client));

    private static bool IsJobRoute(IOperation address, KnownTypes types, CancellationToken cancellationToken)
    {
        var trace = new ValueTrace(types.Compilation, cancellationToken);
        foreach (var origin in trace.Origins(address))
        {
            // new Uri(text), new Uri(base, text): the last text is the route.
            var text = origin.Operation is IObjectCreationOperation { Arguments: [.., { Value: var last }] } uri && types.Is(uri.Type, "System.Uri")
                ? trace.Origins(last)
                : [origin];
            foreach (var part in text)
            {
                if (IsJobRoute(ComposedText.Of(part, trace).Value))
                    return true;
            }
        }

        return false;
    }

    private static bool IsJobRoute(string text)
    {
        var end = text.IndexOfAny(['?', '#']);
        var route = (end < 0 ? text : text.Substring(0, end)).TrimEnd('/');
        return route is "job" or "jobs" || route.EndsWith("/job", StringComparison.OrdinalIgnoreCase) || route.EndsWith("/jobs", StringComparison.OrdinalIgnoreCase);
    }
}
