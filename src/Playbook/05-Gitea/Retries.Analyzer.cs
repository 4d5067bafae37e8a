using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Gitea;

/// <summary>Hands a rule each retry of a compilation, once.</summary>
internal static class Retries
{
    public static void Register(CompilationStartAnalysisContext context, KnownTypes types, Action<OperationAnalysisContext, RetryLoop> found)
    {
        var remote = RemoteCalls.Of(types);
        context.RegisterOperationAction(
            operation =>
            {
                if (Of(operation, remote) is { } retry)
                    found(operation, retry);
            },
            OperationKind.Loop,
            OperationKind.Branch,
            OperationKind.Invocation);
    }

    private static RetryLoop? Of(OperationAnalysisContext context, RemoteCalls remote) => context.Operation switch
    {
        ILoopOperation loop => RetryLoop.Of(loop, remote, context.CancellationToken),
        IBranchOperation { BranchKind: BranchKind.GoTo } jump => RetryLoop.Of(jump, remote, context.CancellationToken),
        IInvocationOperation call when call.TargetMethod.Name == context.ContainingSymbol.Name =>
            RetryLoop.Of(call, context.ContainingSymbol, remote, context.CancellationToken),
        _ => null,
    };
}
