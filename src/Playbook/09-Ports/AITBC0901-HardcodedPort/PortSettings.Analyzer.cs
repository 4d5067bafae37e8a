using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>Ports that are told by a named setting: environment variables, host settings, configuration keys.</summary>
internal static class PortSettings
{
    /// <summary>The names of the methods that take settings.</summary>
    public static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "SetEnvironmentVariable", "UseSetting" };

    /// <summary>The names of the collections to which addresses and arguments are added.</summary>
    public static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "Prefixes", "UrlPrefixes", "Urls", "Addresses", "ArgumentList", "Environment", "EnvironmentVariables" };

    /// <summary>The value of <c>UseSetting("urls", ...)</c>, <c>SetEnvironmentVariable("ASPNETCORE_URLS", ...)</c>, <c>app.Urls.Add(...)</c> and kin.</summary>
    public static BinderInput? InputOf(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Add" when call is { Arguments: [{ Value: { } url }], Instance: { } list } && IsAddressList(list, types):
                return new BinderInput(url, PortForm.Address, false);
            case "Add" when call is { Arguments: [{ Value: { } argument }], Instance: { } list }
                && list.Receiver() is IPropertyReferenceOperation { Property.Name: "ArgumentList" } arguments
                && types.Is(arguments.Property.ContainingType, "System.Diagnostics.ProcessStartInfo"):
                return new BinderInput(argument, ArgumentBefore(call) is "--urls" ? PortForm.Address : PortForm.CommandLine, false);
            case "Add" when call is { Arguments: [{ Value: { } key }, { Value: { } value }], Instance: { } map } && IsEnvironmentOf(map, types):
                return Setting(key, value);
            case "SetEnvironmentVariable" when types.Is(method.ContainingType, "System.Environment"):
                return Setting(call.ArgumentFor("variable"), call.ArgumentFor("value"));
            case "UseSetting" when types.Is(method.ContainingType, "Microsoft.AspNetCore.Hosting.IWebHostBuilder")
                || types.IsOrInherits(method.ContainingType, "Microsoft.AspNetCore.Hosting.IWebHostBuilder"):
                return Setting(call.ArgumentFor("key"), call.ArgumentFor("value"));
            default:
                return null;
        }
    }

    /// <summary>The value of <c>start.Environment["ASPNETCORE_URLS"] = ...</c>, <c>configuration["urls"] = ...</c>.</summary>
    public static BinderInput? InputOf(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, KnownTypes types)
    {
        if (target.Arguments is not [{ Value: { } key }] || target.Instance is not { } map)
            return null;
        return types.IsOrInherits(map.Type, "Microsoft.Extensions.Configuration.IConfiguration") || IsEnvironmentOf(map, types)
            ? Setting(key, assignment.Value)
            : null;
    }

    private static BinderInput? Setting(IOperation? key, IOperation? value)
    {
        if (value is null || key is not { ConstantValue: { HasValue: true, Value: string name } })
            return null;

        PortForm? form = name.ToUpperInvariant() switch
        {
            "URLS" or "SERVER.URLS" or "ASPNETCORE_URLS" or "DOTNET_URLS" or "ASPNETCORE_SERVER.URLS" => PortForm.Address,
            "HTTP_PORTS" or "HTTPS_PORTS" or "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_HTTPS_PORTS" or "DOTNET_HTTP_PORTS" => PortForm.NumberText,
            { Length: > 24 } path when path.StartsWith("KESTREL:ENDPOINTS:", StringComparison.Ordinal) && path.EndsWith(":URL", StringComparison.Ordinal) => PortForm.Address,
            _ => null,
        };
        return form is { } known ? new BinderInput(value, known, false) : null;
    }

    /// <summary>The constant that is added just before, in the same initializer or by the statement before.</summary>
    private static string? ArgumentBefore(IInvocationOperation call)
    {
        var (siblings, own) = call.Parent switch
        {
            IObjectOrCollectionInitializerOperation initializer => (initializer.Initializers, (IOperation)call),
            IExpressionStatementOperation { Parent: IBlockOperation block } statement => (block.Operations, statement),
            _ => ([], call),
        };
        var at = siblings.IndexOf(own);
        var before = at > 0 ? siblings[at - 1] : null;
        if (before is IExpressionStatementOperation { Operation: { } expression })
            before = expression;
        return before is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } ? text : null;
    }

    private static bool IsAddressList(IOperation list, KnownTypes types) => list.Receiver() is IPropertyReferenceOperation property
        && (property.Property.Name == "Urls" && types.Is(property.Property.ContainingType, "Microsoft.AspNetCore.Builder.WebApplication")
            || property.Property.Name == "Addresses" && types.Is(property.Property.ContainingType, "Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature"));

    private static bool IsEnvironmentOf(IOperation map, KnownTypes types) =>
        map.Receiver() is IPropertyReferenceOperation { Property.Name: "Environment" or "EnvironmentVariables" } property
        && types.Is(property.Property.ContainingType, "System.Diagnostics.ProcessStartInfo");
}
