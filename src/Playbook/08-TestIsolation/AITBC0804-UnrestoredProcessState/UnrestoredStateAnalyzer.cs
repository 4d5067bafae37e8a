using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0804 (playbook section 08): a test or a set-up changes an environment variable, the current directory, the
/// console, a switch or another static of the process, and on some path nobody changes it back.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnrestoredStateAnalyzer : PlaybookAnalyzer
{
    public const string Id = UnrestoredStateRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Process-wide state is changed and not restored",
        "'{0}' is changed for the whole process and {1}; {2}",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every test that runs later in the process sees what this one has set, so it passes or fails by the order of the tests. Running one test at a time does not help: the value stays. Save the value, and restore it in a finally block or in the teardown.",
        helpLinkUri: HelpLink.AITBC0804);

    private static readonly ImmutableDictionary<string, string?> CanRestoreInFinally =
        ImmutableDictionary<string, string?>.Empty.Add(UnrestoredStateRule.CanRestoreInFinally, null);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode)
            return;

        var rule = new Rule(types, testCode);
        context.RegisterOperationAction(rule.Analyze, OperationKind.Invocation, OperationKind.SimpleAssignment);
    }

    private sealed class Rule(KnownTypes types, TestCode testCode)
    {
        private readonly Restores _restores = new(types);

        public void Analyze(OperationAnalysisContext context)
        {
            var operation = context.Operation;
            if (StateChange.Of(operation, types) is not { } change || _restores.IsBack(change) || IsUniqueName(change, operation))
                return;
            if (context.ContainingSymbol is not IMethodSymbol { ContainingType: { } type } method || !IsStatementOf(operation)
                || testCode.FrameworkOf(type) is not { } framework)
                return;

            var isTest = testCode.IsTest(method);
            if (!isTest && !RunsForTests(method, type, change))
                return;
            // A set-up that gives the code under test its settings, for each test anew, is a choice of the whole class.
            if (!isTest && change is { Kind: StateKind.StaticMember, Key: { } holder } && !holder.StartsWith("System.", StringComparison.Ordinal) || HasOwnRule(framework, type, change))
                return;

            var body = operation.Root();
            if (!IsFirstChange(body, operation, change) || _restores.IsRestoredByScope(body, change) || _restores.IsRestoredAfter(type, change, testCode))
                return;

            var path = new OnEveryPath(
                context.GetControlFlowGraph(), later => _restores.Happens(later, change, operation.Syntax), Assertions.IsAssertion).After(operation.Syntax);
            if (path.By == LeftBy.Nothing)
                return;

            var restore = FindRestore(body, operation, change);
            if (restore is not null && IsInLaterLoop(restore, operation))
                return;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                operation.Syntax.GetLocation(),
                Others(restore, path),
                isTest && IsInBodyOf(operation.Syntax) ? CanRestoreInFinally : ImmutableDictionary<string, string?>.Empty,
                change.Name,
                Missing(restore, path),
                isTest ? "save it, and restore it in a finally block" : "save it, and restore it in the teardown"));
        }

        /// <summary>Is it a set-up, or a helper of the tests? What is set once for the whole run is meant to hold for it.</summary>
        private bool RunsForTests(IMethodSymbol method, INamedTypeSymbol type, StateChange change)
        {
            if (method.MethodKind == MethodKind.StaticConstructor)
                return false;
            if (testCode.LifecycleOf(method) is { } lifecycle)
                return lifecycle is { Role: LifecycleRole.SetUp, Scope: not TestScope.Assembly };
            return HelperOfTests.May(method, type, change) && HelperOfTests.IsCalledByTests(method, type, testCode) && !_restores.IsRestoredAnywhere(type, change);
        }

        /// <summary>Is the operation a statement of the method itself, outside of lambdas, catch and finally?</summary>
        private static bool IsStatementOf(IOperation operation)
        {
            for (var (current, child) = (operation.Parent, operation); current is not null; (current, child) = (current.Parent, current))
            {
                if (current is IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation
                    || current is ITryOperation @try && @try.Finally == child)
                    return false;
            }

            return operation.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
        }

        /// <summary>A later change of what was changed before in this method gives a new value, or the old one back.</summary>
        private bool IsFirstChange(IOperation body, IOperation operation, StateChange change)
        {
            foreach (var earlier in body.Descendants())
            {
                if (earlier.Syntax.SpanStart >= operation.Syntax.SpanStart)
                    continue;
                if (StateChange.Of(earlier, types) is { } other && other.IsOfSame(change) && !_restores.IsBack(other))
                    return false;
            }

            return true;
        }

        private IOperation? FindRestore(IOperation body, IOperation operation, StateChange change)
        {
            foreach (var later in body.Descendants())
            {
                if (later.Syntax.SpanStart > operation.Syntax.Span.End && _restores.Happens(later, change, operation.Syntax))
                    return later;
            }

            return null;
        }

        /// <summary>A loop that restores is written to run.</summary>
        private static bool IsInLaterLoop(IOperation restore, IOperation operation)
        {
            for (var current = restore.Parent; current is not null; current = current.Parent)
            {
                if (current is ILoopOperation && !current.Syntax.Span.Contains(operation.Syntax.Span))
                    return true;
            }

            return false;
        }

        /// <summary>A variable whose name no other code can know.</summary>
        private static bool IsUniqueName(StateChange change, IOperation operation)
        {
            if (change.Kind != StateKind.EnvironmentVariable || operation is not IInvocationOperation { Arguments: [{ Value: var name }, ..] } || name.ConstantValue.HasValue)
                return false;
            var text = (name.WithoutConversions() is ILocalReferenceOperation local && Signal.Initializer(local) is { } initial ? initial : name).Syntax.ToString();
            return text.Contains("Guid") || text.Contains("Random");
        }

        /// <summary>MSTest's own MSTEST0074 to 0076 speak of these in classes that run in parallel.</summary>
        private bool HasOwnRule(TestFramework framework, INamedTypeSymbol type, StateChange change) =>
            framework is MSTestFramework && change.Kind is StateKind.EnvironmentVariable or StateKind.Console or StateKind.CurrentDirectory
            && types.Has("Microsoft.VisualStudio.TestTools.UnitTesting.ResourceLockAttribute") && framework.RunsInParallel(type);
    }

    /// <summary>Does the block of the statement end where its method ends, so that a finally block there restores at the end?</summary>
    private static bool IsInBodyOf(SyntaxNode node)
    {
        if (node.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block })
            return false;
        while (block.Parent is TryStatementSyntax { Catches.Count: 0, Parent: BlockSyntax outer } @try && @try.Block == block && outer.Statements.Last() == @try)
            block = outer;
        return block.Parent is MethodDeclarationSyntax;
    }

    private static IEnumerable<Location> Others(IOperation? restore, PathOut path)
    {
        if (restore is not null)
            yield return restore.Syntax.GetLocation();
        if (path is { By: LeftBy.Exception, At: { } thrower })
            yield return thrower.Syntax.GetLocation();
    }

    private static string Missing(IOperation? restore, PathOut path)
    {
        if (restore is null)
            return "never restored";
        if (path.By == LeftBy.Return)
            return "not restored on every path";
        return path.At is IInvocationOperation { TargetMethod: var assertion } thrower && Assertions.IsAssertion(thrower)
            ? $"not restored where '{assertion.Name}' fails"
            : "not restored where an exception leaves the method";
    }
}
