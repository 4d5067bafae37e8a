using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>A payment that is not settled when a job is requested.</summary>
/// <param name="Call">What sends it.</param>
/// <param name="IsSentLater">The job is requested first.</param>
internal readonly record struct UnsettledPayment(IInvocationOperation Call, bool IsSentLater);

/// <summary>The methods that the options of a file name.</summary>
internal sealed record PaymentMethods(MethodPatterns Payments, MethodPatterns Confirmations, MethodPatterns Jobs)
{
    public static PaymentMethods Read(AnalyzerConfigOptions options) => new(
        MethodPatterns.Of(RuleOptions.PaymentMethods, options),
        MethodPatterns.Of(RuleOptions.ConfirmationMethods, options),
        MethodPatterns.Of(RuleOptions.JobMethods, options));
}

/// <summary>The payments of a function, and what confirms them.</summary>
internal sealed class PaymentFlow(PaymentMethods methods, KnownTypes types, CancellationToken cancellationToken)
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
            foreach (var operation in block.InOrder())
            {
                if (operation is IInvocationOperation call && IsPayment(call) && call.Syntax != job.Syntax)
                    sent.Add(call);
            }
        }

        foreach (var payment in sent)
        {
            if (!FlowPath.Reaches(graph, payment.Syntax, job.Syntax))
                continue;

            isReached = true;
            if (!ConfirmsItself(payment) && FlowPath.Reaches(graph, payment.Syntax, job.Syntax, IsConfirmation))
                return new UnsettledPayment(payment, IsSentLater: false);
        }

        // A job that is created and then paid for by what the creation gave is an order with its invoice.
        if (isReached || job is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Create", StringComparison.Ordinal))
            return null;

        foreach (var payment in sent)
        {
            if (FlowPath.Reaches(graph, job.Syntax, payment.Syntax) && !new DerivedValues(job).IsUsedBy(payment))
                return new UnsettledPayment(payment, IsSentLater: true);
        }

        return null;
    }

    private bool IsPayment(IOperation operation) => operation is IInvocationOperation call && methods.Payments.Matches(call.TargetMethod);

    /// <summary>Does this wait for, or look at, a confirmation? A call whose task is thrown away does not.</summary>
    private bool IsConfirmation(IOperation operation) => operation switch
    {
        IInvocationOperation call => methods.Confirmations.Matches(call.TargetMethod)
            && (!BlockingCall.IsTask(call.TargetMethod.ReturnType, types) || ForgottenTask.WhereForgotten(call, types) is null),
        IPropertyReferenceOperation property => methods.Confirmations.Matches(property.Property),
        _ => false,
    };

    /// <summary>Does the payment come back only when it is confirmed: by its name, or by what its own code calls?</summary>
    private bool ConfirmsItself(IInvocationOperation payment)
    {
        if (methods.Confirmations.Matches(payment.TargetMethod))
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
