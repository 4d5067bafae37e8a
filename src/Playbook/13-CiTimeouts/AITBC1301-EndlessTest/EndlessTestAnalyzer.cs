using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1301: a test runs into a loop that has no way out. Playbook section 13, CI jobs stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessTestAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC1301";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test may never end",
        "Give this loop a way out: a test that comes here never ends, and the job hangs until CI kills it",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A test, its set-up or a helper runs into a loop with no condition, break, return, throw or cancellation, and the framework has no time-out for the test.",
        helpLinkUri: HelpLink.AITBC1301);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } tests)
            return;

        // Code that is expected to throw may well go on until it does.
        var flow = new TestFlow(types, tests, entersAssertions: false);
        context.RegisterOperationAction(operation => Analyze(operation, types, flow), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types, TestFlow flow)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!IsEndless(loop, types) || IsLeftByException(loop) || ExpectsException(context.ContainingSymbol)
            || !flow.HoldsTest(loop, context.CancellationToken))
            return;

        var keyword = loop.Syntax switch
        {
            WhileStatementSyntax @while => @while.WhileKeyword,
            DoStatementSyntax @do => @do.DoKeyword,
            ForStatementSyntax @for => @for.ForKeyword,
            _ => default,
        };
        if (keyword != default)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, keyword.GetLocation()));
    }

    private static bool IsEndless(ILoopOperation loop, KnownTypes types)
    {
        if (loop is not (IWhileLoopOperation { Condition: not null } or IForLoopOperation) || LoopExits.Condition(loop) is not null)
            return false;
        // Half-typed: for (;;) and while (true) have a body.
        if (loop.Body is null or IInvalidOperation)
            return false;

        foreach (var operation in LoopExits.Own(loop))
        {
            if (operation is IInvalidOperation || LoopExits.Leaves(operation, loop) || LoopExits.IsToken(operation, types) || NeverReturns(operation, types))
                return false;
        }

        return true;
    }

    private static bool NeverReturns(IOperation operation, KnownTypes types)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method })
            return false;
        if (types.Is(method.ContainingType, "System.Environment") && method.Name is "Exit" or "FailFast")
            return true;
        return method.HasAttribute(types["System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute"]) || IsAssertion(method);
    }

    /// <summary>An assertion may be the way out that the author has in mind.</summary>
    private static bool IsAssertion(IMethodSymbol method) => method.ContainingType?.Name.Contains("Assert") == true || method.Name.Contains("Should");

    /// <summary>Is the loop within a try whose catch goes on behind it?</summary>
    private static bool IsLeftByException(ILoopOperation loop)
    {
        for (IOperation current = loop; current.Parent is { } parent; current = parent)
        {
            if (parent is ITryOperation { Catches.Length: > 0 } attempt && current == attempt.Body)
                return true;
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }

    private static bool ExpectsException(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name.Contains("ExpectedException") == true)
                return true;
        }

        return false;
    }
}
