using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>xunit v2 and v3. They differ in what an async teardown returns and in what v2 does not call.</summary>
internal sealed class XunitFramework(KnownTypes types) : TestFramework(types)
{
    public const string Fact = "Xunit.FactAttribute";

    private const string Behavior = "Xunit.CollectionBehaviorAttribute";

    // Since v3 4.0
    private const string Parallelization = "Xunit.v3.ParallelizationAttribute";

    private const string AsyncLifetime = "Xunit.IAsyncLifetime";

    /// <summary>v3's <c>IAsyncLifetime</c> is an <c>IAsyncDisposable</c>; v2 knows nothing of that interface.</summary>
    private readonly bool _isV3 = types[AsyncLifetime] is { } lifetime && lifetime.AllInterfaces.Length > 0;

    public override string Name => _isV3 ? "xunit v3" : "xunit v2";

    /// <summary>xUnit1031, in the test method itself, neither in its lambdas and local functions nor in helpers.</summary>
    public override string? BlockingAnalyzerProperty => "AitbcHasXunitAnalyzers";

    public override bool IsTest(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && (Types.IsOrInherits(type, Fact) || Types.IsOrInherits(type, "Xunit.v3.IFactAttribute")))
                return true;
        }

        return method.OverriddenMethod is { } overridden && IsTest(overridden);
    }

    public override bool HasTimeout(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !Types.IsOrInherits(type, Fact))
                continue;
            if (attribute.Named("Timeout", 0) > 0 || SetsTimeout(type))
                return true;
        }

        return method.OverriddenMethod is { } overridden && HasTimeout(overridden);
    }

    /// <summary>v3 only.</summary>
    public override bool IsExplicit(IMethodSymbol test) => test.FindInheritedAttribute(Types[Fact])?.Named("Explicit", false) == true;

    /// <summary>Does a fact attribute of the user's own speak of its time-out?</summary>
    private static bool SetsTimeout(INamedTypeSymbol attribute)
    {
        foreach (var current in attribute.SelfAndBases())
        {
            foreach (var declaration in current.DeclaringSyntaxReferences)
            {
                foreach (var token in declaration.GetSyntax().DescendantTokens())
                {
                    if (token.ValueText == "Timeout")
                        return true;
                }
            }
        }

        return false;
    }

    public override IEnumerable<(string Interface, string Method)> SetUpInterfaces => [(AsyncLifetime, "InitializeAsync")];

    public override IEnumerable<(string Interface, string Method)> TeardownInterfaces => _isV3
        ? base.TeardownInterfaces
        : [("System.IDisposable", "Dispose"), (AsyncLifetime, "DisposeAsync")];

    public override IEnumerable<(INamedTypeSymbol Fixture, TestScope Scope)> FixturesOf(INamedTypeSymbol testClass)
    {
        foreach (var fixture in ArgumentsOf(testClass, "Xunit.IClassFixture`1"))
            yield return (fixture, TestScope.Class);
        foreach (var fixture in ArgumentsOf(testClass, "Xunit.ICollectionFixture`1"))
            yield return (fixture, TestScope.Class);
    }

    public override bool IsMarkedClass(INamedTypeSymbol type) =>
        type.HasAttribute(Types["Xunit.CollectionDefinitionAttribute"]);

    public override IEnumerable<INamedTypeSymbol> AssemblyFixtures
    {
        get
        {
            if (Types["Xunit.AssemblyFixtureAttribute"] is not { } fixtureAttribute)
                yield break;

            foreach (var attribute in Types.Compilation.Assembly.GetAttributes())
            {
                if (attribute.AttributeClass.IsOrInherits(fixtureAttribute)
                    && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol fixture }, ..])
                    yield return fixture;
            }
        }
    }

    public override bool RunsInParallel(INamedTypeSymbol testClass)
    {
        if (ParallelMode == "None" || OnAssembly(Behavior) is { } behavior && IsSerialBehavior(behavior)
            || OnAssembly(Parallelization) is { } parallelization && parallelization.Named("MaxThreads", 0) == 1
            || Around(testClass, "Xunit.TestClassAttribute") is { } marked && marked.Named("DisableParallelization", false))
            return false;

        if ((Around(testClass, "Xunit.CollectionAttribute") ?? Around(testClass, "Xunit.CollectionAttribute`1")) is { } collection)
            return !IsSerial(collection);

        // Without a collection of its own the class stands in the assembly's one, which runs in sequence.
        return ParallelMode == "All"
            || OnAssembly(Behavior) is not { ConstructorArguments: [var collections] } || EnumName(collections) != "CollectionPerAssembly";
    }

    /// <summary>Classes of one collection run one after the other.</summary>
    public override bool ShareASequence(INamedTypeSymbol left, INamedTypeSymbol right) =>
        ParallelMode != "All" && CollectionOf(left) is { } collection && collection.Equals(CollectionOf(right));

    /// <summary>The name or the type of the collection that the class is put into; null where it has one of its own.</summary>
    private object? CollectionOf(INamedTypeSymbol testClass) =>
        (Around(testClass, "Xunit.CollectionAttribute") ?? Around(testClass, "Xunit.CollectionAttribute`1")) is { } collection ? NamedBy(collection) : null;

    private static object? NamedBy(AttributeData collection) =>
        collection.AttributeClass is { TypeArguments: [INamedTypeSymbol argument] }
            ? argument
            : collection.ConstructorArguments is [{ Value: var value }, ..] ? value : null;

    /// <summary>Only v3 4.0's ParallelMode.All lets the tests of a class run beside one another.</summary>
    public override bool RunsOwnTestsInParallel(INamedTypeSymbol testClass) => ParallelMode == "All" && RunsInParallel(testClass);

    private string? ParallelMode => NamedEnum(OnAssembly(Parallelization), "Mode");

    private static bool IsSerialBehavior(AttributeData behavior) =>
        behavior.Named("DisableTestParallelization", false) || behavior.Named("MaxParallelThreads", 0) == 1;

    public override bool RunsInOrder(INamedTypeSymbol testClass) =>
        Around(testClass, "Xunit.TestCaseOrdererAttribute") is not null || OnAssembly("Xunit.TestCaseOrdererAttribute") is not null
        || Around(testClass, "Xunit.v3.ITestCaseOrdererAttribute") is not null || OnAssembly("Xunit.v3.ITestCaseOrdererAttribute") is not null
        || Around(testClass, "Xunit.v3.ITestMethodOrdererAttribute") is not null || OnAssembly("Xunit.v3.ITestMethodOrdererAttribute") is not null;

    /// <summary>Is the collection that this attribute names defined with DisableParallelization?</summary>
    private bool IsSerial(AttributeData collection)
    {
        var named = NamedBy(collection);
        if (named is INamedTypeSymbol definition)
            return IsSerialDefinition(definition);

        foreach (var type in Types.Compilation.Assembly.GlobalNamespace.AllTypes())
        {
            if (type.FindAttribute(Types["Xunit.CollectionDefinitionAttribute"]) is { ConstructorArguments: [{ Value: string name }, ..] }
                && name.Equals(named as string, StringComparison.Ordinal))
                return IsSerialDefinition(type);
        }

        return false;
    }

    private bool IsSerialDefinition(INamedTypeSymbol definition) =>
        definition.FindAttribute(Types["Xunit.CollectionDefinitionAttribute"]) is { } attribute
        && attribute.Named("DisableParallelization", false);

    public override TeardownTemplate? Teardown(INamedTypeSymbol type, TestScope scope, bool isAsync, bool isTestClass)
    {
        // A class's static state outlives what xunit tears down; a fixture class is the place for it.
        if (isTestClass && scope != TestScope.Test)
            return null;

        return isAsync && !_isV3
            ? new TeardownTemplate(null, null, AsyncLifetime, "DisposeAsync", "System.Threading.Tasks.Task", SetUpMethod: "InitializeAsync")
            : DisposeTemplate(isAsync);
    }
}
