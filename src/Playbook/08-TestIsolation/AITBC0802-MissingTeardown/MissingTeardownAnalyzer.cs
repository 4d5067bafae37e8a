using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0802 (playbook section 08): a test class, base or fixture makes a server, process, connection, timer, temp
/// directory or another disposable in its constructor, set-up or initializer, or subscribes to an event that outlives
/// it, and no teardown gives it back.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingTeardownAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0802";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Resource held by a test class is never torn down",
        "'{0}' is {1} {2}; {3}",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What a test leaves running holds its port, file or connection, and the next test or the next CI job meets it. Release it in the framework's teardown.",
        helpLinkUri: HelpLink.AITBC0802);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode)
            return;

        var resources = ResourceTypes.Of(types);
        var creation = new ResourceCreation(types, resources);
        var paths = new TempPaths(types);
        var outside = new OutsideReleases(context.Compilation);
        var lists = new FileOptions<ResourceLists>(context.Options, RuleOptions.ReadResourceLists);

        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (type.TypeKind != TypeKind.Class || (testCode.FrameworkOf(type) ?? testCode.FrameworkOfHandMade(type)) is not { } framework)
                    return;

                var held = new HeldMembers(type, testCode, resources, creation, paths, lists);
                start.RegisterOperationBlockAction(block => held.Visit(block.OwningSymbol, block.OperationBlocks));
                start.RegisterSymbolEndAction(end => Report(end, held, framework, testCode, outside));
            },
            SymbolKind.NamedType);
    }

    private static void Report(SymbolAnalysisContext context, HeldMembers held, TestFramework framework, TestCode testCode, OutsideReleases outside)
    {
        var isHandMade = testCode.FrameworkOf(held.Type) is null;
        var isTestClass = !isHandMade && testCode.FixtureScope(held.Type) is null;
        held.Reach.Complete();
        var endsByInterface = isTestClass && !held.Type.IsAbstract && framework.Teardown(held.Type, TestScope.Test, isAsync: false, isTestClass) is { Attribute: null };
        var judge = new TeardownJudge(held, outside, endsByInterface);
        foreach (var leak in judge.Leaks(context.CancellationToken))
        {
            var member = leak.Acquired.Member;
            var acquired = leak.Acquired.At.Syntax;
            var properties = PropertiesOf(leak.Kind.ToString(), leak.Scope);
            if (leak.Uncalled is not null)
                properties = properties.Add(HeldResource.Uncalled, null);
            if (leak.IsAlwaysSet)
                properties = properties.Add(HeldResource.IsAlwaysSet, null);
            var isDeclaredHere = SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, held.Type);
            var template = Template(framework, held.Type, leak.Scope, member.IsStatic, isTestClass);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                isDeclaredHere ? member.Locations[0] : TargetOf(acquired).GetLocation(),
                [acquired.GetLocation()],
                properties,
                member.Name,
                leak.Kind is ResourceKind.Process or ResourceKind.Listener or ResourceKind.Host or ResourceKind.Container ? "started" : "created",
                leak.IsReleasedOnce ? "for each test but released only once, after the last of them" : $"{(isHandMade ? "with the fixture" : Times(leak.Scope))} and never released",
                leak.Uncalled is { Name: var uncalled } ? $"implement IDisposable, without which nobody calls '{uncalled}'" : $"{Remedy(leak.Kind)} in {Place(template)}"));
        }

        foreach (var (subscription, scope) in judge.LeakedSubscriptions())
        {
            var template = Template(framework, held.Type, scope, isStatic: false, isTestClass);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                subscription.At.EventReference.Syntax.GetLocation(),
                PropertiesOf(HeldResource.Event, scope),
                subscription.Event.Name,
                "subscribed to",
                $"{(isHandMade ? "with the fixture" : Times(scope))} and never unsubscribed from",
                $"use -= in {Place(template)}"));
        }
    }

    private static TeardownTemplate? Template(TestFramework framework, INamedTypeSymbol type, TestScope scope, bool isStatic, bool isTestClass) =>
        isStatic && scope == TestScope.Test && framework.Teardown(type, scope, false, isTestClass) is { Attribute: null }
            ? null
            : framework.Teardown(type, scope, isAsync: false, isTestClass);

    private static ImmutableDictionary<string, string?> PropertiesOf(string kind, TestScope scope) =>
        ImmutableDictionary<string, string?>.Empty.Add(HeldResource.Kind, kind).Add(HeldResource.Scope, scope.ToString());

    private static SyntaxNode TargetOf(SyntaxNode acquired) =>
        acquired is Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax assignment ? assignment.Left : acquired;

    private static string Times(TestScope scope) => scope switch
    {
        TestScope.Test => "for each test",
        TestScope.Class => "for the class",
        _ => "for the whole run",
    };

    private static string Remedy(ResourceKind kind) => kind switch
    {
        ResourceKind.Listener => "stop it",
        ResourceKind.Host => "stop and dispose it",
        ResourceKind.Process => "kill and dispose it",
        ResourceKind.TempDirectory or ResourceKind.TempFile => "delete it",
        _ => "dispose it",
    };

    private static string Place(TeardownTemplate? template) =>
        template is null ? "a fixture that owns it" : HeldResource.Place(template);
}
