using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1302: test code that could await a task holds its thread until the task ends. Playbook section 13, CI jobs stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingOnAsyncAnalyzer : PlaybookAnalyzer
{
    public const string Id = BlockingOnAsyncRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test blocks on async work",
        "Await this task instead of blocking on it with '{0}', which can leave the test run stuck",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A test, set-up or helper that could await a task holds its thread until the task ends. Test runs have few threads, and the task may need the very one that waits for it: the run hangs until CI kills it.",
        helpLinkUri: HelpLink.AITBC1302);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } tests || !types.Has("System.Threading.Tasks.Task"))
            return;

        context.RegisterOperationAction(
            operation =>
            {
                if (((IPropertyReferenceOperation)operation.Operation).Property.Name == "Result")
                    Analyze(operation, types, tests);
            },
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                if (BlockingCall.MayBlock(((IInvocationOperation)operation.Operation).TargetMethod.Name))
                    Analyze(operation, types, tests);
            },
            OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types, TestCode tests)
    {
        var operation = context.Operation;
        if (BlockingCall.Of(operation, types) is not { } call
            || operation.SemanticModel is not { } model
            || context.ContainingSymbol.ContainingType is not { } type
            || AsyncCapability.FunctionAround(operation.Syntax) is not { } function
            || IsOutOfReach(operation, function)
            || !tests.IsTestCode(type)
            || IsLeftToTheFramework(context, call, tests, function)
            || !new AsyncCapability(model, tests, context.CancellationToken).CanAwait(function)
            || StaysSynchronous.Does(operation.Syntax, function, model, context.CancellationToken))
            return;

        if (context.GetControlFlowGraph().GraphAround(context.Operation, context.CancellationToken) is { } graph && new CompletedTask(graph, types).IsKnown(call, operation))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Name.GetLocation(), call.Name.ToString()));
    }

    /// <summary>Nothing runs here (nameof), or nothing can be awaited here (a query, a catch filter, a lock, unsafe code).</summary>
    private static bool IsOutOfReach(IOperation operation, SyntaxNode function)
    {
        for (var current = operation.Parent; current is not null && current.Syntax != function; current = current.Parent)
        {
            if (current is INameOfOperation)
                return true;
        }

        if (IsUnsafe(function))
            return true;

        for (var node = operation.Syntax; node is not null && node != function; node = node.Parent)
        {
            if (node is QueryExpressionSyntax or CatchFilterClauseSyntax or LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax)
                return true;
            if (node.Parent is IfStatementSyntax choice && node != choice.Condition && IsSynchronousChoice(choice.Condition, node == choice.Statement ? choice.Else : choice.Statement))
                return true;
            if (node.Parent is ConditionalExpressionSyntax either && node != either.Condition && IsSynchronousChoice(either.Condition, node == either.WhenTrue ? either.WhenFalse : either.WhenTrue))
                return true;
        }

        return false;
    }

    /// <summary>The modifier makes all of the code below it unsafe.</summary>
    private static bool IsUnsafe(SyntaxNode function)
    {
        for (var node = function; node is not null; node = node.Parent)
        {
            var modifiers = node switch
            {
                MemberDeclarationSyntax member => member.Modifiers,
                LocalFunctionStatementSyntax local => local.Modifiers,
                _ => default,
            };
            if (modifiers.Any(SyntaxKind.UnsafeKeyword))
                return true;
        }

        return false;
    }

    /// <summary>One code for both ways: <c>if (async) await task; else task.Wait();</c>.</summary>
    private static bool IsSynchronousChoice(ExpressionSyntax condition, SyntaxNode? otherwise)
    {
        if (condition is PrefixUnaryExpressionSyntax { Operand: var negated })
            condition = negated;
        return condition is IdentifierNameSyntax { Identifier.ValueText: "async" or "isAsync" or "useAsync" or "sync" or "isSync" }
            || otherwise?.DescendantNodesAndSelf().Any(static node => node is AwaitExpressionSyntax) == true;
    }

    /// <summary>
    /// Does the framework's own analyzer report in this test method? Those that are known look for <c>task.Member</c>,
    /// not for <c>task?.Member</c> nor for a bare name.
    /// </summary>
    private static bool IsLeftToTheFramework(OperationAnalysisContext context, BlockingCall call, TestCode tests, SyntaxNode function) =>
        function is MethodDeclarationSyntax
        && call.Name.Parent is MemberAccessExpressionSyntax
        && context.ContainingSymbol is IMethodSymbol method
        && tests.FrameworkOfTest(method)?.BlockingAnalyzerProperty is { } property
        && context.Options.AnalyzerConfigOptionsProvider.GetOptions(function.SyntaxTree).TryGetValue("build_property." + property, out var value)
        && bool.TryParse(value, out var present) && present;
}
