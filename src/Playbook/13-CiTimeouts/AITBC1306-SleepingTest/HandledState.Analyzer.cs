using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A variable that a handler writes which the test has given away before it sleeps.</summary>
internal static class HandledState
{
    /// <summary>The handler that writes the variable; null where there is none in sight.</summary>
    public static IAnonymousFunctionOperation? Find(IOperation variable, FixedSleep sleep, KnownTypes types)
    {
        if (variable is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation))
            return null;

        if (variable is IMemberReferenceOperation member && FindInType(member, types) is { } elsewhere)
            return elsewhere;
        foreach (var operation in sleep.Statement.Root().Descendants())
        {
            if (operation.Syntax.SpanStart >= sleep.Statement.Syntax.SpanStart)
                continue;
            if (operation is IAnonymousFunctionOperation handler && IsGivenAway(handler) && Writes(handler.Body, variable))
                return handler;
        }

        return null;
    }

    /// <summary>A field of the test class may be written by a handler that a set-up or a helper gives away.</summary>
    private static IAnonymousFunctionOperation? FindInType(IMemberReferenceOperation member, KnownTypes types)
    {
        if (member.Member.ContainingType is not { } type || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly))
            return null;

        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Member.Name
                    && name.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda
                    && types.Compilation.ModelOf(declaration.SyntaxTree).GetOperation(lambda) is IAnonymousFunctionOperation handler
                    && IsGivenAway(handler) && Writes(handler.Body, member))
                    return handler;
            }
        }

        return null;
    }

    /// <summary>Is the lambda handed to a call that may keep it, or hung on an event, so that others call it?</summary>
    private static bool IsGivenAway(IAnonymousFunctionOperation handler)
    {
        IOperation current = handler;
        while (current.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
            current = current.Parent;

        return current.Parent switch
        {
            IEventAssignmentOperation { Adds: true } => true,
            ISimpleAssignmentOperation assignment => assignment.Target is IPropertyReferenceOperation or IFieldReferenceOperation,
            ICompoundAssignmentOperation => true,
            IArgumentOperation { Parent: IInvocationOperation call } => !IsQuery(call),
            IArgumentOperation { Parent: IObjectCreationOperation } => true,
            _ => false,
        };
    }

    private static bool IsQuery(IInvocationOperation call) =>
        call.TargetMethod.ContainingNamespace?.Name == "Linq" || call.TargetMethod.ContainingType?.Name.EndsWith("Assert", StringComparison.Ordinal) == true
        || call.TargetMethod.ContainingType?.Name is "Parallel" or "Array" or "List";

    private static bool Writes(IOperation body, IOperation variable)
    {
        foreach (var operation in body.Descendants())
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                IInvocationOperation { Instance: { } instance, TargetMethod.Name: var name } when IsMutation(name) => instance,
                _ => null,
            };
            if (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed })
                target = indexed;
            if (target is not null && Signal.Same(target, variable))
                return true;
        }

        return false;
    }

    private static bool IsMutation(string name) => name is "Add" or "TryAdd" or "AddRange" or "Enqueue" or "Push" or "Append" or "AppendLine" or "Insert" or "AddOrUpdate" or "Remove"
        or "TryRemove" or "Write" or "WriteLine" or "AddLast" or "AddFirst";
}
