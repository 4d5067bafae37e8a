using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>A task that nobody awaits, keeps or hands on.</summary>
internal static class ForgottenTask
{
    private const string Tasks = "System.Threading.Tasks.";

    /// <summary>What lets go of the task that this call gives: the statement, the discard or the unused variable; null where somebody may wait for it.</summary>
    public static IOperation? WhereForgotten(IInvocationOperation call, KnownTypes types)
    {
        IOperation current = call;
        while (true)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } wrapper when wrapper.Instance == current:
                    current = current.Parent;
                    break;
                case IExpressionStatementOperation statement:
                    return IsLambdasOnlyExpression(statement) ? null : statement;
                case ISimpleAssignmentOperation { Target: IDiscardOperation } discard:
                    return discard;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when IsNeverUsed(declarator):
                    return declarator;
                // Task.Run(() => wallet.SendAsync(...)) is as forgotten as it is itself.
                case IReturnOperation or IAwaitOperation when RunBy(current.Parent, types) is { } run:
                    current = run;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>The <c>Task.Run</c> whose lambda gives this and nothing else.</summary>
    private static IInvocationOperation? RunBy(IOperation given, KnownTypes types)
    {
        var current = given is IAwaitOperation ? given.Parent : given;
        if (current is not (IReturnOperation or IExpressionStatementOperation) || current.Parent is not IBlockOperation { IsImplicit: true, Parent: IAnonymousFunctionOperation lambda })
            return null;

        IOperation? argument = lambda.Parent;
        while (argument is IDelegateCreationOperation or IConversionOperation)
            argument = argument.Parent;
        return argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Run" or "StartNew" } run }
            && (types.Is(run.TargetMethod.ContainingType, Tasks + "Task") || types.Is(run.TargetMethod.ContainingType, Tasks + "TaskFactory"))
            ? run : null;
    }

    /// <summary><c>x => x.SendAsync()</c> as an action: what mocks take to know a call by.</summary>
    private static bool IsLambdasOnlyExpression(IExpressionStatementOperation statement) =>
        statement.Parent is IBlockOperation { IsImplicit: true, Parent: IAnonymousFunctionOperation };

    private static bool IsNeverUsed(IVariableDeclaratorOperation declarator)
    {
        foreach (var operation in declarator.Root().DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol))
                return false;
        }

        return true;
    }
}
