using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>MSTest 2 to 4.</summary>
internal sealed class MSTestFramework(KnownTypes types) : TestFramework(types)
{
    public const string TestMethod = Namespace + "TestMethodAttribute";

    private const string Namespace = "Microsoft.VisualStudio.TestTools.UnitTesting.";

    public override string Name => "MSTest";

    public override bool IsTest(IMethodSymbol method) => Carries(method, TestMethod);

    public override bool IsMarkedClass(INamedTypeSymbol type) => type.HasAttribute(Types[Namespace + "TestClassAttribute"]);

    public override Lifecycle? AttributedLifecycle(IMethodSymbol method)
    {
        if (Carries(method, Namespace + "TestInitializeAttribute") || Carries(method, Namespace + "GlobalTestInitializeAttribute"))
            return new Lifecycle(LifecycleRole.SetUp, TestScope.Test);
        if (Carries(method, Namespace + "TestCleanupAttribute") || Carries(method, Namespace + "GlobalTestCleanupAttribute"))
            return new Lifecycle(LifecycleRole.Teardown, TestScope.Test);
        if (Carries(method, Namespace + "ClassInitializeAttribute"))
            return new Lifecycle(LifecycleRole.SetUp, TestScope.Class);
        if (Carries(method, Namespace + "ClassCleanupAttribute"))
            return new Lifecycle(LifecycleRole.Teardown, TestScope.Class);
        if (Carries(method, Namespace + "AssemblyInitializeAttribute"))
            return new Lifecycle(LifecycleRole.SetUp, TestScope.Assembly);
        if (Carries(method, Namespace + "AssemblyCleanupAttribute"))
            return new Lifecycle(LifecycleRole.Teardown, TestScope.Assembly);
        return null;
    }

    public override bool RunsInParallel(INamedTypeSymbol testClass) =>
        OnAssembly(Namespace + "ParallelizeAttribute") is { } parallelize && parallelize.Named("Workers", 0) != 1
        && OnAssembly(Namespace + "DoNotParallelizeAttribute") is null
        && Around(testClass, Namespace + "DoNotParallelizeAttribute") is null;

    public override bool HasTimeout(IMethodSymbol method) =>
        method.FindInheritedAttribute(Types[Namespace + "TimeoutAttribute"]) is { } timeout
        && IsTimeout(timeout) && !timeout.Named("CooperativeCancellation", false);

    public override bool RunsOwnTestsInParallel(INamedTypeSymbol testClass) =>
        // The default, ClassLevel, keeps the tests of a class in sequence.
        RunsInParallel(testClass) && NamedEnum(OnAssembly(Namespace + "ParallelizeAttribute"), "Scope") == "MethodLevel";

    public override bool RunsInOrder(INamedTypeSymbol testClass) => OnAnyMethod(testClass, Namespace + "DependsOnAttribute");

    public override bool IsSetByFramework(ISymbol member) =>
        member is IPropertySymbol { Name: "TestContext" } property && Types.Is(property.Type, Namespace + "TestContext");

    public override TeardownTemplate? Teardown(INamedTypeSymbol type, TestScope scope, bool isAsync, bool isTestClass)
    {
        if (!isTestClass)
            return DisposeTemplate(isAsync);

        return scope switch
        {
            TestScope.Test => AttributeTemplate(Namespace + "TestCleanupAttribute", "TestCleanup", isAsync),
            TestScope.Class => AttributeTemplate(Namespace + "ClassCleanupAttribute", "ClassCleanup", isAsync, isStatic: true),
            _ => AttributeTemplate(Namespace + "AssemblyCleanupAttribute", "AssemblyCleanup", isAsync, isStatic: true),
        };
    }
}
