using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0803 (playbook section 08): a test, a set-up or a helper of theirs makes a listener, host, connection, file
/// stream, process or timer in a local, and on some path out nobody releases it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreleasedResourceAnalyzer : PlaybookAnalyzer
{
    public const string Id = UnreleasedResourceRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Resource created in a test is not released",
        "'{0}' {1} and is {2}; {3}",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A port, file, process or host that a test leaves open meets the next test: the address is in use, the file cannot be deleted, the old server answers. A release after an assertion does not run in a test that fails, and that leak spoils the tests after it. Use a using declaration or a finally block.",
        helpLinkUri: HelpLink.AITBC0803);

    private static readonly ImmutableDictionary<string, string?> Ending =
        ImmutableDictionary<string, string?>.Empty.Add(UnreleasedResourceRule.EndsWithBlock, null);

    private static readonly ImmutableDictionary<string, string?> Discarded =
        ImmutableDictionary<string, string?>.Empty.Add(UnreleasedResourceRule.IsDiscarded, null);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode)
            return;

        var resources = ResourceTypes.Of(types);
        var rule = new Rule(
            testCode,
            resources,
            new ResourceCreation(types, resources),
            new SystemResource(types, resources),
            new FileOptions<ResourceLists>(context.Options, RuleOptions.ReadResourceLists));
        context.RegisterOperationAction(
            operation =>
            {
                var declarator = (IVariableDeclaratorOperation)operation.Operation;
                if (declarator.GetVariableInitializer() is { Value: var value } && !IsUsing(declarator))
                    rule.Analyze(operation, declarator.Symbol, value);
            },
            OperationKind.VariableDeclarator);
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is ILocalReferenceOperation { Local: var local })
                    rule.Analyze(operation, local, assignment.Value);
            },
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            operation => rule.AnalyzeDiscarded(operation, ((IExpressionStatementOperation)operation.Operation).Operation),
            OperationKind.ExpressionStatement);
    }

    private static bool IsUsing(IOperation declarator)
    {
        var current = declarator.Parent;
        while (current is IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
            current = current.Parent;
        return current is IUsingOperation or IUsingDeclarationOperation;
    }

    private sealed class Rule(
        TestCode testCode, ResourceTypes resources, ResourceCreation creation, SystemResource system, FileOptions<ResourceLists> files)
    {
        private readonly ResourceUses _uses = new(resources);

        public void Analyze(OperationAnalysisContext context, ILocalSymbol local, IOperation value)
        {
            if (!MayCreate(value) || IsTask(local.Type) || Find(context, value, out var hold) is not { } resource || !IsInTest(context, resource))
                return;
            if (LocalTrail.Of(local, context.Operation, resource, _uses, resources, system) is not { } trail || !hold!.FromCreation && !trail.IsStarted)
                return;
            if (context.GetControlFlowGraph().GraphAround(context.Operation, context.CancellationToken) is not { } graph)
                return;

            // What holds nothing before it is started may be left until then.
            IReadOnlyList<SyntaxNode> starts = hold.FromCreation || trail.Starts.Count == 0 ? [context.Operation.Syntax] : trail.Starts;
            var path = new OnEveryPath(graph, trail.Releases, trail.IsAssertion).AfterAny(starts);
            if (path.By == LeftBy.Nothing)
                return;

            var place = context.Operation.Syntax is VariableDeclaratorSyntax declarator ? declarator.Identifier.GetLocation() : ((AssignmentExpressionSyntax)context.Operation.Syntax).Left.GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                place,
                Others(path, trail),
                EndsWithBlock(context, resource) ? Ending : ImmutableDictionary<string, string?>.Empty,
                local.Name,
                hold.Says,
                Missing(path, trail),
                Remedy(resource, IsSetUp(context.ContainingSymbol))));
        }

        /// <summary>A file that is created and not even kept: <c>File.Create(path);</c>.</summary>
        public void AnalyzeDiscarded(OperationAnalysisContext context, IOperation value)
        {
            if (value is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var discarded })
                value = discarded;
            if (!MayCreate(value) || Find(context, value, out var hold) is not { } resource || !hold!.FromCreation
                || resource.Creation.Type?.ContainingNamespace is not { Name: "IO", ContainingNamespace.Name: "System" } || !IsInTest(context, resource))
                return;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, value.Syntax.GetLocation(), Discarded, Text(resource.Creation.Syntax), hold.Says, "never released", "dispose what it returns"));
        }

        private OwnedResource? Find(OperationAnalysisContext context, IOperation value, out SystemHold? hold)
        {
            hold = null;
            var lists = files.Of(value.Syntax.SyntaxTree);
            if (creation.Find(value, lists) is not { } found)
                return null;
            hold = system.HoldOf(found) ?? (lists.Adds(found.Type) ? new SystemHold("holds a resource", FromCreation: true) : null);
            return hold is null || IsBorrowed(found.Creation) ? null : found;
        }

        /// <summary>The cheap question that nearly all code answers with no.</summary>
        private static bool MayCreate(IOperation value) =>
            ResourceCreation.Unwrap(value) is IObjectCreationOperation or IInvocationOperation or IConditionalOperation or ICoalesceOperation;

        /// <summary>A task that gives the resource later on is not the resource.</summary>
        private static bool IsTask(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" };

        /// <summary>Is it made over something disposable, with which it may end?</summary>
        private bool IsBorrowed(IOperation made)
        {
            if (made is not IObjectCreationOperation creation)
                return false;
            foreach (var argument in creation.Arguments)
            {
                if (resources.IsDisposable(argument.Value.WithoutConversions().Type) && !resources.IsOnlyLent(argument.Parameter?.Type))
                    return true;
            }

            return false;
        }

        private bool IsInTest(OperationAnalysisContext context, OwnedResource resource)
        {
            if (context.ContainingSymbol.ContainingType is not { } type || !testCode.IsTestCode(type))
                return false;
            if (context.ContainingSymbol is not IMethodSymbol method)
                return true;
            if (SymbolEqualityComparer.Default.Equals(method, context.Compilation.GetEntryPoint(context.CancellationToken)))
                return false;

            // A helper may start a program that ends by itself, and nobody waits for it by intent.
            if (resource.Kind == ResourceKind.Process && !testCode.IsTest(method) && testCode.LifecycleOf(method) is null)
                return false;

            // What lives as long as the process ends with it, except where it is outside of the process.
            return testCode.LifecycleOf(method) is not { Scope: TestScope.Assembly } || resource.Kind is ResourceKind.Process or ResourceKind.Container;
        }

        /// <summary>
        /// Does nobody need the resource after the block of its local? A file only its users do; a server may be there for
        /// the tests around, unless it is made by the test itself. A process needs more than disposal.
        /// </summary>
        private bool EndsWithBlock(OperationAnalysisContext context, OwnedResource resource)
        {
            if (resource.Kind == ResourceKind.Process || context.ContainingSymbol is not IMethodSymbol method
                || testCode.LifecycleOf(method) is not null || !method.IsAsync && !method.ReturnsVoid && IsTask(method.ReturnType))
                return false;
            if (SystemResource.IsFile(resource.Type))
                return true;
            return testCode.IsTest(method) && context.Operation.Syntax.FirstAncestorOrSelf<BlockSyntax>() is { Parent: BaseMethodDeclarationSyntax };
        }

        private string Remedy(OwnedResource resource, bool isSetUp)
        {
            if (resource.Kind == ResourceKind.Process)
                return "kill and dispose it in a finally block, since disposing alone does not end it";
            if (isSetUp)
                return "keep it in a field and release it in the teardown";
            return resources.IsDisposable(resource.Type) ? "declare it with 'using', or release it in a finally block" : "release it in a finally block";
        }

        private bool IsSetUp(ISymbol symbol) =>
            symbol is IMethodSymbol method && testCode.LifecycleOf(method) is { Role: LifecycleRole.SetUp };
    }

    private static IEnumerable<Location> Others(PathOut path, LocalTrail trail)
    {
        if (trail.FirstRelease is { } release)
            yield return release.Syntax.GetLocation();
        if (path is { By: LeftBy.Exception, At: { } thrower })
            yield return thrower.Syntax.GetLocation();
    }

    private static string Missing(PathOut path, LocalTrail trail)
    {
        if (trail.FirstRelease is null)
            return "never released";
        if (path.By == LeftBy.Return)
            return "not released on every path";
        return path.At is { } thrower && Assertions.IsAssertion(thrower)
            ? $"not released where '{Text(thrower.Syntax)}' fails"
            : "not released where an exception leaves the method";
    }

    /// <summary>Code as a message can show it.</summary>
    private static string Text(SyntaxNode node)
    {
        if (node is not InvocationExpressionSyntax { Expression: var called })
            return node.ToString();
        var text = called.ToString();
        return called is MemberAccessExpressionSyntax access && (text.Length > 40 || text.IndexOf('\n') >= 0) ? access.Name.ToString() : text;
    }
}
