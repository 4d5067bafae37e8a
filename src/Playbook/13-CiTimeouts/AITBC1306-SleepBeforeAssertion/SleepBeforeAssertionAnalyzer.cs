using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1306: a test sleeps for a fixed time and then asserts what should have happened meanwhile. Playbook section 13,
/// CI jobs stuck: smaller, faster batches.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SleepBeforeAssertionAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC1306";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test sleeps instead of waiting",
        "Await what the next assertion needs, or poll it with a deadline, instead of sleeping for {0} ms",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A test sleeps for a fixed time and then asserts that something has happened. The time is lost on every run, and on a slow CI machine it is too short.",
        helpLinkUri: HelpLink.AITBC1306);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } tests)
            return;

        var assertions = new Assertions(types);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name is "Sleep" or "Delay")
                    Analyze(operation, call, types, tests, assertions);
            },
            OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call, KnownTypes types, TestCode tests, Assertions assertions)
    {
        if (context.ContainingSymbol is not IMethodSymbol method
            || FixedSleep.Of(call, types) is not { } sleep
            || !tests.IsTest(method)
            || call.SemanticModel is not { } model
            || MethodDirectlyAround(sleep.Statement) is not { } declaration)
            return;

        var next = NextAssertion(sleep.Statement, assertions, model, context.CancellationToken);
        if (next is null
            || WasSaidBefore(next, sleep.Statement)
            || new TimeItself(types).IsTested(declaration, method, sleep, model, context.CancellationToken))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, sleep.Name.GetLocation(), [next.GetLocation()], sleep.Milliseconds));
    }

    /// <summary>The test whose own code this is: no lambda (it plays some work), no loop (it polls), no catch (it retries).</summary>
    private static MethodDeclarationSyntax? MethodDirectlyAround(StatementSyntax statement)
    {
        for (var current = statement.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case MethodDeclarationSyntax method:
                    return method;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CatchClauseSyntax or FinallyClauseSyntax
                    or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The assertion that the sleep is for: the next statement but for some that only look or stop; null where there is none.</summary>
    private static StatementSyntax? NextAssertion(StatementSyntax sleep, Assertions assertions, SemanticModel model, CancellationToken cancellationToken)
    {
        return sleep.Parent is BlockSyntax block
            ? LookInto(block.Statements, block.Statements.IndexOf(sleep) + 1, assertions, model, cancellationToken).Found
            : null;
    }

    /// <summary>Whether to look further, and the assertion found.</summary>
    private static (bool GoesOn, StatementSyntax? Found) Look(StatementSyntax statement, Assertions assertions, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (statement)
        {
            case BlockSyntax block:
                return LookInto(block.Statements, 0, assertions, model, cancellationToken);
            case LockStatementSyntax inner:
                return Look(inner.Statement, assertions, model, cancellationToken);
            case UsingStatementSyntax inner:
                return Look(inner.Statement, assertions, model, cancellationToken);
            case CommonForEachStatementSyntax inner:
                return Look(inner.Statement, assertions, model, cancellationToken);
        }

        switch (assertions.Of(statement, model, cancellationToken))
        {
            case Assertion.Positive:
                return (false, statement);
            case Assertion.Negative:
                return (false, null);
        }

        var looksOn = statement switch
        {
            LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or EmptyStatementSyntax => true,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } } => true,
            ExpressionStatementSyntax { Expression: var expression } => OnlyStopsOrLogs(expression),
            _ => false,
        };
        return (looksOn, null);
    }

    private static (bool GoesOn, StatementSyntax? Found) LookInto(
        SyntaxList<StatementSyntax> statements, int start, Assertions assertions, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var i = start; i < statements.Count; i++)
        {
            var (goesOn, found) = Look(statements[i], assertions, model, cancellationToken);
            if (!goesOn)
                return (false, found);
        }

        return (true, null);
    }

    /// <summary>A call that ends what ran during the sleep, or writes a line.</summary>
    private static bool OnlyStopsOrLogs(ExpressionSyntax expression)
    {
        if (expression is AwaitExpressionSyntax awaited)
            expression = awaited.Expression;
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured })
            expression = configured.Expression;
        var name = (expression as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax own => own.Identifier.ValueText,
            _ => "",
        };
        return name is "WriteLine" or "Write"
            || name.StartsWith("Log", StringComparison.Ordinal)
            || name.StartsWith("Stop", StringComparison.Ordinal)
            || name.StartsWith("Flush", StringComparison.Ordinal) || name == "ForceFlush";
    }

    /// <summary>
    /// Was the same asserted before the sleep, or is it compared with what was read before? Then the test shows that
    /// nothing changes meanwhile.
    /// </summary>
    private static bool WasSaidBefore(StatementSyntax assertion, StatementSyntax sleep)
    {
        var text = assertion.ToString();
        for (SyntaxNode? inner = sleep; inner is StatementSyntax && inner.Parent is BlockSyntax block; inner = block)
        {
            foreach (var statement in block.Statements)
            {
                if (statement == inner)
                    break;
                if (statement.Span.Length == assertion.Span.Length && statement.ToString() == text)
                    return true;
                if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or IdentifierNameSyntax or InvocationExpressionSyntax } read] }
                    && text.Contains(read.Initializer.Value.ToString()) && text.Contains(read.Identifier.ValueText))
                    return true;
            }
        }

        return false;
    }
}
