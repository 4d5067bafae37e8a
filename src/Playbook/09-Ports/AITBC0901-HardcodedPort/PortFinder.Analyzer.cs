using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>A constant port that a binder gets.</summary>
/// <param name="Port">The number.</param>
/// <param name="Location">Where it stands, as closely as it can be said.</param>
/// <param name="Shown">The operation that <paramref name="Location"/> lies in.</param>
internal readonly record struct FoundPort(int Port, Location Location, IOperation Shown);

/// <summary>Reads the port out of a value that a binder gets, wherever the value comes from.</summary>
internal sealed class PortFinder(KnownTypes types, CancellationToken cancellationToken)
{
    private readonly ValueTrace _trace = new(types.Compilation, cancellationToken);

    /// <summary>The constant ports of the value.</summary>
    public List<FoundPort> Ports { get; } = [];

    /// <summary>The parameters that the value comes from instead.</summary>
    public List<IParameterSymbol> Parameters { get; } = [];

    /// <summary>Adds what <paramref name="value"/> holds to <see cref="Ports"/> and <see cref="Parameters"/>.</summary>
    public void Find(IOperation value, PortForm form)
    {
        foreach (var origin in _trace.Origins(value))
            Find(origin, form, 6);
    }

    /// <summary>The constant text of the value, or null.</summary>
    public string? TextOf(IOperation value) =>
        _trace.Origins(value) is [{ IsSole: true, Operation.ConstantValue: { HasValue: true, Value: string text } }] ? text : null;

    /// <summary>The sole origin of the value.</summary>
    public IOperation SourceOf(IOperation value) => _trace.Origins(value) is [{ IsSole: true } origin] ? origin.Operation : value;

    private void Find(ValueOrigin origin, PortForm form, int depth)
    {
        if (depth == 0)
            return;

        switch (origin.Operation)
        {
            case IParameterReferenceOperation parameter:
                Parameters.Add(parameter.Parameter);
                return;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                // A choice is not fixed; but what is passed in may be one of its branches.
                FindParameter(conditional.WhenTrue, origin, form, depth);
                FindParameter(whenFalse, origin, form, depth);
                return;
            case ICoalesceOperation coalesce:
                FindParameter(coalesce.Value, origin, form, depth);
                return;
        }

        switch (form)
        {
            case PortForm.Number:
                FindNumber(origin, depth);
                break;
            case PortForm.EndPoint:
                FindEndPoint(origin, depth);
                break;
            default:
                FindAddress(origin, form, depth);
                break;
        }
    }

    private void FindPart(IOperation? part, ValueOrigin within, PortForm form, int depth)
    {
        if (part is null)
            return;

        foreach (var origin in _trace.Origins(part, within))
            Find(origin, form, depth - 1);
    }

    private void FindParameter(IOperation part, ValueOrigin within, PortForm form, int depth)
    {
        var ports = Ports.Count;
        FindPart(part, within, form, depth);
        Ports.RemoveRange(ports, Ports.Count - ports);
    }

    private void FindNumber(ValueOrigin origin, int depth)
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: { } value } }:
                AddNumber(value, origin);
                break;
            case IInvocationOperation { Arguments: [{ Value: { } text }, ..] } call when IsParse(call.TargetMethod):
                foreach (var parsed in _trace.Origins(text, origin))
                {
                    if (parsed.Operation is IParameterReferenceOperation parameter)
                        Parameters.Add(parameter.Parameter);
                    else if (parsed is { IsSole: true, Operation.ConstantValue: { HasValue: true, Value: string digits } }
                        && PortText.Number(digits, 0, digits.Length) is { } written)
                        Ports.Add(new FoundPort(written.Port, parsed.Shown.Syntax.GetLocation(), parsed.Shown));
                }

                break;
            case IPropertyReferenceOperation { Property.Name: "Port", Instance: { } instance } property:
                if (types.Is(property.Property.ContainingType, "System.Net.IPEndPoint") || types.Is(property.Property.ContainingType, "System.Net.DnsEndPoint"))
                    FindPart(instance, origin, PortForm.EndPoint, depth);
                else if (types.Is(property.Property.ContainingType, "System.Uri"))
                    FindPart(instance, origin, PortForm.Address, depth);
                break;
            case IPropertyReferenceOperation { Property.Name: "Value", Instance: { } nullable } property
                when property.Property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                FindPart(nullable, origin, PortForm.Number, depth);
                break;
        }
    }

    private void AddNumber(object value, ValueOrigin origin)
    {
        var port = value switch
        {
            int number => number,
            ushort number => number,
            short number => number,
            long number and > 0 and <= PortText.Max => (int)number,
            uint number and <= PortText.Max => (int)number,
            _ => 0,
        };
        if (port is > 0 and <= PortText.Max && origin.IsSole)
            Ports.Add(new FoundPort(port, origin.Shown.Syntax.GetLocation(), origin.Shown));
    }

    private void FindEndPoint(ValueOrigin origin, int depth)
    {
        switch (origin.Operation)
        {
            case IObjectCreationOperation creation when types.Is(creation.Type, "System.Net.IPEndPoint") || types.Is(creation.Type, "System.Net.DnsEndPoint"):
                FindPart(creation.ArgumentFor("port"), origin, PortForm.Number, depth);
                break;
            case IInvocationOperation { TargetMethod.Name: "Parse", Arguments: [{ Value: { } text }, ..] } call
                when types.Is(call.TargetMethod.ContainingType, "System.Net.IPEndPoint"):
                FindPart(text, origin, PortForm.Address, depth);
                break;
        }
    }

    private void FindAddress(ValueOrigin origin, PortForm form, int depth)
    {
        switch (origin.Operation)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                foreach (var element in initializer.ElementValues)
                    FindPart(element, origin, form, depth);
                break;
            case ICollectionExpressionOperation collection:
                foreach (var element in collection.Elements)
                    FindPart(element, origin, form, depth);
                break;
            case IObjectCreationOperation { Arguments.IsEmpty: false } creation when types.Is(creation.Type, "System.Uri"):
                FindPart(creation.Arguments[0].Value, origin, form, depth);
                break;
            case IObjectCreationOperation creation when types.Is(creation.Type, "System.UriBuilder"):
                FindPart(creation.ArgumentFor("port") ?? creation.ArgumentFor("portNumber"), origin, PortForm.Number, depth);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property
                when types.Is(property.Property.ContainingType, "System.Uri") || types.Is(property.Property.ContainingType, "System.UriBuilder"):
                FindPart(instance, origin, form, depth);
                break;
            case IInvocationOperation { TargetMethod.Name: nameof(ToString), Arguments.IsEmpty: true, Instance: { } instance } when types.Is(instance.Type, "System.Uri"):
                FindPart(instance, origin, form, depth);
                break;
            default:
                FindInText(origin, form);
                break;
        }
    }

    private void FindInText(ValueOrigin origin, PortForm form)
    {
        if (origin.Operation.Type?.SpecialType != SpecialType.System_String)
            return;

        var text = ComposedText.Of(origin, _trace);
        foreach (var parameter in text.Parameters)
            Parameters.Add(parameter);
        if (!origin.IsSole)
            return;

        foreach (var written in Written(text.Value, form))
        {
            var (location, shown) = text.PlaceOf(written.Start, written.Length);
            Ports.Add(new FoundPort(written.Port, location, shown));
        }
    }

    private static IEnumerable<WrittenPort> Written(string text, PortForm form) => form switch
    {
        PortForm.Address => PortText.InAddresses(text),
        PortForm.SocketText => text.StartsWith("@", StringComparison.Ordinal) ? PortText.InAddresses(text) : [],
        PortForm.CommandLine => PortText.InArguments(text, isServer: false),
        PortForm.ServerCommandLine => PortText.InArguments(text, isServer: true),
        PortForm.NumberText => PortText.Number(text, 0, text.Length) is { } port ? [port] : [],
        _ => [],
    };

    private static bool IsParse(IMethodSymbol method) =>
        method.Name is "Parse" && method.ContainingType.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16
        || method.Name is "ToInt32" or "ToUInt16" && method.ContainingType is { Name: "Convert", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
