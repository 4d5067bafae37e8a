using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>A payment that is not settled when a job is requested.</summary>
/// <param name="Call">What sends it.</param>
/// <param name="IsSentLater">The job is requested first.</param>
internal readonly record struct UnsettledPayment(IInvocationOperation Call, bool IsSentLater);

/// <summary>The payments of a function, and what confirms them.</summary>
internal sealed class PaymentFlow(MethodPatterns payments, MethodPatterns confirmations, KnownTypes types, CancellationToken cancellationToken)
{
    public bool HasPayment(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (IsPayment(operation))
                return true;
        }

        return false;
    }

    /// <summary>The payment of the job's own function that is not confirmed, or not yet sent, on some path to the job.</summary>
    public UnsettledPayment? UnconfirmedBefore(IOperation job, ControlFlowGraph graph)
    {
        var sent = new List<IInvocationOperation>();
        var isReached = false;
        foreach (var block in graph.Blocks)
        {
            if (!block.IsReachable)
                continue;
            foreach (var operation in FlowPath.InOrder(block))
            {
                if (operation is IInvocationOperation call && IsPayment(call) && call.Syntax != job.Syntax)
                    sent.Add(call);
            }
        }

        foreach (var payment in sent)
        {
            if (!Reaches(graph, payment.Syntax, job.Syntax, static _ => false))
                continue;

            isReached = true;
            if (!ConfirmsItself(payment) && Reaches(graph, payment.Syntax, job.Syntax, IsConfirmation))
                return new UnsettledPayment(payment, IsSentLater: false);
        }

        // A job that is created and then paid for by what the creation gave is an order with its invoice.
        if (isReached || job is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Create", StringComparison.Ordinal))
            return null;

        foreach (var payment in sent)
        {
            if (Reaches(graph, job.Syntax, payment.Syntax, static _ => false) && !new DerivedValues(job).IsUsedBy(payment))
                return new UnsettledPayment(payment, IsSentLater: true);
        }

        return null;
    }

    private static bool Reaches(ControlFlowGraph graph, SyntaxNode from, SyntaxNode to, Func<IOperation, bool> ends) =>
        FlowPath.Goals(graph, from, operation => operation.Syntax == to && operation is IInvocationOperation or IObjectCreationOperation, ends).Count > 0;

    private bool IsPayment(IOperation operation) => operation is IInvocationOperation call && payments.Matches(call.TargetMethod);

    /// <summary>Does this wait for, or look at, a confirmation? A call whose task is thrown away does not.</summary>
    private bool IsConfirmation(IOperation operation) => operation switch
    {
        IInvocationOperation call => confirmations.Matches(call.TargetMethod)
            && (!BlockingCall.IsTask(call.TargetMethod.ReturnType, types) || ForgottenTask.WhereForgotten(call, types) is null),
        IPropertyReferenceOperation property => confirmations.Matches(property.Property),
        _ => false,
    };

    /// <summary>Does the payment come back only when it is confirmed: by its name, or by what its own code calls?</summary>
    private bool ConfirmsItself(IInvocationOperation payment)
    {
        if (confirmations.Matches(payment.TargetMethod))
            return true;

        foreach (var declaration in payment.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences)
        {
            var syntax = declaration.GetSyntax(cancellationToken);
            if (types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is not { } body)
                continue;
            foreach (var operation in body.DescendantsAndSelf())
            {
                if (IsConfirmation(operation))
                    return true;
            }
        }

        return false;
    }
}
