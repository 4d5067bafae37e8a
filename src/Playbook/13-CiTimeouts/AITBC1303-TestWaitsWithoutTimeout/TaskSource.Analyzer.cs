using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A <c>TaskCompletionSource</c> as a signal: whether something out of sight may give it an end.</summary>
internal static class TaskSource
{
    /// <summary>Is the signal a source that may end by other means than those that the test waits for?</summary>
    public static bool MayEnd(IOperation signal, IOperation site, KnownTypes types, CancellationToken cancellationToken) =>
        IsTaskSource(signal, types)
        && (!IsMadeInSight(signal, cancellationToken) || Earlier.Any(site, operation => IsRegistration(operation, types)));

    /// <summary>What is registered with a token may end the task, even where it reaches the source through another object.</summary>
    private static bool IsRegistration(IOperation operation, KnownTypes types) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister" } register } call
        && types.Is(register.ContainingType, WaitBound.Token)
        // The start of an application is told through tokens, but they end nothing.
        && !(call.Instance is IPropertyReferenceOperation token && types.IsOrInherits(token.Property.ContainingType, "Microsoft.Extensions.Hosting.IHostApplicationLifetime"));

    private static bool IsTaskSource(IOperation signal, KnownTypes types) =>
        types.Is(signal.Type, "System.Threading.Tasks.TaskCompletionSource`1") || types.Is(signal.Type, "System.Threading.Tasks.TaskCompletionSource");

    /// <summary>
    /// Is the task's source made by plain <c>new</c>? One that a harness or a container makes may well have a time-out
    /// of its own.
    /// </summary>
    private static bool IsMadeInSight(IOperation signal, CancellationToken cancellationToken)
    {
        if (signal.SemanticModel?.Compilation is not { } compilation)
            return false;

        var writes = Signal.Of(signal) switch
        {
            IObjectCreationOperation => new Writes([signal], IsComplete: true),
            ILocalReferenceOperation local => VariableWrites.OfLocal(local.Local, signal.Root()),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member =>
                VariableWrites.OfMember(member.Member, compilation, cancellationToken),
            _ => Writes.Unknown,
        };
        foreach (var value in writes.Values)
        {
            if (!IsNew(value.WithoutConversions(), cancellationToken))
                return false;
        }

        return writes.Values.Length > 0;
    }

    private static bool IsNew(IOperation value, CancellationToken cancellationToken)
    {
        if (value is IObjectCreationOperation or ILiteralOperation or IDefaultValueOperation)
            return true;
        // A factory that does nothing but make it.
        if (value is not IInvocationOperation { TargetMethod: var factory })
            return false;

        foreach (var declaration in factory.OriginalDefinition.DeclaringSyntaxReferences)
        {
            var made = declaration.GetSyntax(cancellationToken) switch
            {
                MethodDeclarationSyntax { ExpressionBody.Expression: var expression } => expression,
                MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: var returned }] } => returned,
                LocalFunctionStatementSyntax { ExpressionBody.Expression: var expression } => expression,
                _ => null,
            };
            if (made is not BaseObjectCreationExpressionSyntax)
                return false;
        }

        return !factory.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;
    }
}
