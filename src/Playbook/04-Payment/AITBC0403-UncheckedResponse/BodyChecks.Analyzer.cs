using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>Services that tell success by the body, and code that looks there: <c>answer is { Ok: true }</c>, <c>json["error"]</c>.</summary>
internal static class BodyChecks
{
    private static readonly string[] Words = ["ok", "success", "succeed", "error", "fault", "fail", "throw", "valid"];

    /// <summary>Is anything that is made of the content asked by name whether the request succeeded?</summary>
    public static bool Exist(IOperation read)
    {
        var body = new DerivedValues(read);
        foreach (var operation in read.Root().DescendantsAndSelf())
        {
            if (Asks(operation) && body.IsUsedBy(operation))
                return true;
        }

        return false;
    }

    private static bool Asks(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Arguments.Length: 0 } property => Tells(property.Property.Name),
        IPropertyReferenceOperation indexer => TellsAny(indexer.Arguments),
        IFieldReferenceOperation field => Tells(field.Field.Name),
        IIsPatternOperation pattern => HasMember(pattern.Pattern),
        ISwitchExpressionOperation or ISwitchOperation => false,
        // A controller's Ok(...) asks nothing.
        IInvocationOperation call => (call.TargetMethod.Name != "Ok" && Tells(call.TargetMethod.Name)) || TellsAny(call.Arguments) || TellsAny(call.TargetMethod),
        IDynamicMemberReferenceOperation member => Tells(member.MemberName),
        _ => false,
    };

    private static bool HasMember(IPatternOperation pattern)
    {
        foreach (var inner in pattern.DescendantsAndSelf())
        {
            if (inner is IPropertySubpatternOperation { Member: IMemberReferenceOperation member } && Tells(member.Member.Name))
                return true;
        }

        return false;
    }

    private static bool TellsAny(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value.WithoutConversions().ConstantValue is { HasValue: true, Value: string text } && Tells(text))
                return true;
        }

        return false;
    }

    private static bool TellsAny(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Tells(parameter.Name))
                return true;
        }

        return false;
    }

    private static bool Tells(string name)
    {
        foreach (var word in IdentifierWords.Of(name))
        {
            foreach (var telling in Words)
            {
                if (telling.Length == 2 ? word == telling : word.StartsWith(telling, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }
}
