using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>
/// Follows one address to what becomes of it: through <see cref="Uri"/>s, composed texts, locals, parameters, and the
/// members of the whole compilation, to the clients that go to it.
/// </summary>
internal sealed partial class EndpointTrail(ClientApis apis, Endpoint endpoint, CancellationToken cancellationToken)
{
    private const int MaxDepth = 40;

    private readonly ValueTrace _trace = new(apis.Types.Compilation, cancellationToken);

    /// <summary>Is there a port, or a scheme that has one? A host alone gets its port on the way.</summary>
    private bool _namesService = endpoint.NamesService;
    private int _depth;

    public EndpointUses UsesOf(IOperation value) => Follow(value);

    private EndpointUses Follow(IOperation value)
    {
        if (_depth > MaxDepth)
            return EndpointUses.Other;

        _depth++;
        var uses = FollowParent(value);
        _depth--;
        return uses;
    }

    private EndpointUses FollowParent(IOperation value)
    {
        switch (value.Parent)
        {
            case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                return Follow(value.Parent);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return FollowComposed(sum, sum.LeftOperand == value);
            case IInterpolatedStringContentOperation { Parent: IInterpolatedStringOperation whole } part:
                return FollowComposed(whole, whole.Parts[0] == part);
            case IInterpolatedStringHandlerCreationOperation handler:
                return apis.Types.Is(handler.Type, "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler") ? Follow(handler) : EndpointUses.Other;
            case ICoalesceOperation coalesce:
                return coalesce.Value == value ? Follow(coalesce) : EndpointUses.Fallback;
            case ICoalesceAssignmentOperation:
                return EndpointUses.Fallback;
            case IConditionalOperation choice when choice.Condition != value:
                return IsAlsoEndpoint(choice.WhenTrue == value ? choice.WhenFalse : choice.WhenTrue) && !ValueGuards.AsksForValue(choice.Condition.Syntax)
                    ? Follow(choice)
                    : EndpointUses.Fallback;
            case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice }:
                return choice.Arms.All(arm => IsAlsoEndpoint(arm.Value)) ? Follow(choice) : EndpointUses.Fallback;
            case IArgumentOperation argument:
                return UsesOfArgument(argument);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return UsesOfReferences(declarator.Symbol, ScopeOf(value.Syntax));
            case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                return UsesOfMember(field, isDeclaration: true);
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                return UsesOfMember(property, isDeclaration: true);
            case IParameterInitializerOperation:
                // Whoever calls can say another.
                return EndpointUses.Fallback;
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                return Guarded(value.Syntax, assignment.Target.Syntax, () => UsesOfAssigned(assignment.Target, value));
            case IReturnOperation { Kind: OperationKind.Return } result:
                return Guarded(value.Syntax, null, () => UsesOfResult(result));
            case IInvocationOperation call when call.Instance == value:
                return UsesOfReceiver(call);
            case IPropertyReferenceOperation property when property.Instance == value:
                return apis.Types.Is(property.Property.ContainingType, "System.UriBuilder") && property.Property.Name == "Uri" ? Follow(property) : EndpointUses.Other;
            default:
                return EndpointUses.Other;
        }
    }

    /// <summary>A text of several parts: it goes on where it is the address of a service and our part is in it.</summary>
    private EndpointUses FollowComposed(IOperation whole, bool isHead)
    {
        if (isHead && _namesService)
            return Follow(whole);

        while (whole.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } outer)
            whole = outer;

        var text = ComposedText.Of(new ValueOrigin(whole, whole, true), _trace);
        var composed = Endpoint.Read(text.Value);
        if (!composed.IsKnown || !composed.NamesService || composed.Host != endpoint.Host || (endpoint.Port > 0 && composed.Port != endpoint.Port)
            || text.Value.IndexOf(ComposedText.Hole) is >= 0 and var hole && hole < composed.End)
            return EndpointUses.Other;

        _namesService = true;
        return Follow(whole);
    }

    /// <summary>Is the other branch of a choice an address of the same kind, so that neither is configured?</summary>
    private static bool IsAlsoEndpoint(IOperation? other)
    {
        if (other is IObjectCreationOperation { Arguments: [{ Value: { } first }, ..] })
            other = first;
        return other is { ConstantValue: { HasValue: true, Value: string text } } && Endpoint.Read(text) is { IsKnown: true, IsLoopback: true };
    }

    /// <summary>An assignment or return under a condition is a fallback where that asks for another value.</summary>
    private static EndpointUses Guarded(SyntaxNode value, SyntaxNode? target, Func<EndpointUses> uses) =>
        ValueGuards.Around(value, target) == ValueGuard.MissingValue ? EndpointUses.Fallback : uses();

    private EndpointUses UsesOfArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter)
            return EndpointUses.Other;

        var type = parameter.ContainingType;
        switch (argument.Parent)
        {
            case IObjectCreationOperation creation when apis.Types.Is(type, "System.Uri"):
                return parameter.Name is "uriString" or "baseUri" ? Follow(creation) : EndpointUses.Other;
            case IObjectCreationOperation creation when apis.Types.Is(type, "System.UriBuilder"):
                return FollowBuilder(creation, parameter.Name);
            case IInvocationOperation call when type.SpecialType == SpecialType.System_String && call.TargetMethod.Name is "Format" or "Concat":
                return FollowComposed(call, isHead: false);
        }

        if (apis.UseOf(parameter) is not AddressUse.Unknown and var use)
            return UsesAt(argument, use, IsWithFixedPort);
        if (IsNamedFallback(parameter.Name))
            return EndpointUses.Fallback;
        return apis.IsOwn(parameter.ContainingSymbol) ? UsesOfParameter(parameter) : EndpointUses.Other;
    }

    private EndpointUses FollowBuilder(IObjectCreationOperation creation, string parameter)
    {
        if (parameter == "uri")
            return Follow(creation);
        if (parameter is not ("host" or "hostName") || (creation.ArgumentFor("port") ?? creation.ArgumentFor("portNumber")) is not { } port || !IsConstant(port))
            return EndpointUses.Other;
        _namesService = true;
        return Follow(creation);
    }

    private EndpointUses UsesAt<T>(T at, AddressUse use, Func<T, bool> isWithFixedPort)
        where T : IOperation => use switch
    {
        AddressUse.Listens => EndpointUses.Listens,
        _ when Fallback.IsPartOf(at) => EndpointUses.Fallback,
        AddressUse.Client => _namesService && !ClientContext.IsNeverSent(at, apis.Types) ? EndpointUses.Client : EndpointUses.Other,
        _ => endpoint.Scheme.Length == 0 && (endpoint.Port > 0 || isWithFixedPort(at)) ? EndpointUses.Client : EndpointUses.Other,
    };

    /// <summary>A client of loopback whose port is found out at run time talks to a process that this one started.</summary>
    private bool IsWithFixedPort(IArgumentOperation host)
    {
        var arguments = host.Parent switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        foreach (var argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && parameter.Name.IndexOf("port", StringComparison.OrdinalIgnoreCase) >= 0)
                return IsPort(argument.Value);
        }

        return true;
    }

    /// <summary>Is this a constant port, and not Redis's, which has a rule of its own?</summary>
    private bool IsPort(IOperation value) => IsConstant(value) && value.ConstantValue is not { Value: 6379 or 6380 };

    private bool IsConstant(IOperation value) => _trace.Origins(value) is [{ IsSole: true, Operation.ConstantValue.HasValue: true }];

    private static bool IsNamedFallback(string name) =>
        IdentifierWords.Of(name).Exists(static word => word is "default" or "fallback" or "placeholder" or "example" or "redirect" or "callback" or "origin" or "origins");

    private EndpointUses UsesOfReceiver(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String)
        {
            return call.TargetMethod.Name is "TrimEnd" or "Trim" or "TrimStart" or "ToString" or "Replace" or "ToLower" or "ToLowerInvariant"
                ? Follow(call)
                : EndpointUses.Other;
        }

        return call.TargetMethod.Name == nameof(ToString) && apis.Types.Is(call.TargetMethod.ContainingType, "System.Uri") ? Follow(call) : EndpointUses.Other;
    }
}
