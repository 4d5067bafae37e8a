using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Calls that a test makes to see them fail: what does not start holds nothing.</summary>
internal static class ExpectedFailure
{
    /// <summary>Is this call, on the resource that <paramref name="reference"/> means, expected to fail?</summary>
    public static bool Of(IInvocationOperation call, IOperation reference)
    {
        IOperation statement = call;
        for (; statement.Parent is { } parent and not IBlockOperation; statement = parent)
        {
            if (statement is IAnonymousFunctionOperation)
                return !Declares(statement, reference) && IsForAnAssertion(statement);
        }

        if (statement.Parent is not IBlockOperation block)
            return false;
        // try { client.Connect(); Assert.Fail(); }
        var index = block.Operations.IndexOf(statement);
        if (index >= 0 && index + 1 < block.Operations.Length
            && block.Operations[index + 1] is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Fail" } next }
            && Assertions.IsAssertion(next))
            return true;
        return block.Parent is IAnonymousFunctionOperation lambda && !Declares(lambda, reference) && IsForAnAssertion(lambda);
    }

    private static bool Declares(IOperation lambda, IOperation reference) =>
        reference is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declaration] } && lambda.Syntax.Span.Contains(declaration.Span);

    /// <summary>Does nothing come of <paramref name="operation"/>, since it is what a lambda does last that is asserted to throw?</summary>
    public static bool IsAllOf(IOperation operation)
    {
        var statement = operation;
        while (statement.Parent is { } parent and not (IBlockOperation or IAnonymousFunctionOperation))
            statement = parent;
        return statement.Parent is IBlockOperation { Parent: IAnonymousFunctionOperation lambda } block
            && block.Operations.LastOrDefault(static last => last is not IReturnOperation { IsImplicit: true, ReturnedValue: null }) == statement
            && IsForAThrow(lambda);
    }

    /// <summary>A lambda that is handed to what asserts a throw, or that waits in a variable which is.</summary>
    private static bool IsForAThrow(IOperation lambda)
    {
        switch (UserOf(lambda))
        {
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } run }:
                return ExpectsThrow(name) || run.Arguments.Any(static argument => IsThrowConstraint(argument.Value.WithoutConversions()));
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                foreach (var later in lambda.Root().Descendants())
                {
                    if (later is IInvocationOperation { TargetMethod.Name: var called } && ExpectsThrow(called)
                        && later.Descendants().Any(o => o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>NUnit's <c>Throws.Exception</c>, <c>Throws.TypeOf&lt;T&gt;()</c>.</summary>
    private static bool IsThrowConstraint(IOperation value) =>
        value.DescendantsAndSelf().Any(static o => o is IMemberReferenceOperation { Member: { ContainingType.Name: "Throws", Name: not "Nothing" } } or IInvocationOperation { TargetMethod.ContainingType.Name: "Throws" });

    private static bool ExpectsThrow(string name) =>
        name.IndexOf("Throw", StringComparison.Ordinal) >= 0 && name.IndexOf("NotThrow", StringComparison.Ordinal) < 0;

    /// <summary>A lambda that an assertion or a recorder runs, or one that waits in a variable for what is asserted of it.</summary>
    private static bool IsForAnAssertion(IOperation lambda) => UserOf(lambda) switch
    {
        IVariableInitializerOperation => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } run } =>
            name.IndexOf("NotThrow", StringComparison.Ordinal) < 0
            && (Assertions.IsAssertion(run) || ExpectsThrow(name) || name.StartsWith("Exception", StringComparison.Ordinal)),
        _ => false,
    };

    private static IOperation? UserOf(IOperation lambda)
    {
        var current = lambda.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation)
            current = current.Parent;
        return current;
    }
}
