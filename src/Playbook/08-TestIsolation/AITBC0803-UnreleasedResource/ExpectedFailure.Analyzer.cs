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

    /// <summary>A lambda that an assertion or a recorder runs, or one that waits in a variable for what is asserted of it.</summary>
    private static bool IsForAnAssertion(IOperation lambda)
    {
        var current = lambda.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation)
            current = current.Parent;
        return current is IVariableInitializerOperation
            || current is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } run }
                && (Assertions.IsAssertion(run) || method.Name.IndexOf("Throw", StringComparison.Ordinal) >= 0 || method.Name.StartsWith("Exception", StringComparison.Ordinal));
    }
}
