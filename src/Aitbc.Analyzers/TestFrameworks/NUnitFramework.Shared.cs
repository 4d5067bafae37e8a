using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>NUnit 3 to 5. All tests of a class share one instance unless the class or the assembly says otherwise.</summary>
internal sealed class NUnitFramework(KnownTypes types) : TestFramework(types)
{
    public const string Test = "NUnit.Framework.TestAttribute";

    private const string Parallelizable = "NUnit.Framework.ParallelizableAttribute";

    // NUnit.Framework.ParallelScope
    private const int ScopeSelf = 1;
    private const int ScopeNone = 2;
    private const int ScopeChildren = 256;
    private const int ScopeFixtures = 512;

    public override string Name => "NUnit";

    public override bool IsTest(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && (Types.IsOrInherits(type, "NUnit.Framework.Interfaces.ISimpleTestBuilder")
                    || Types.IsOrInherits(type, "NUnit.Framework.Interfaces.ITestBuilder")))
                return true;
        }

        return method.OverriddenMethod is { } overridden && IsTest(overridden);
    }

    public override bool IsMarkedClass(INamedTypeSymbol type) =>
        type.HasAttribute(Types["NUnit.Framework.TestFixtureAttribute"])
        || type.HasAttribute(Types["NUnit.Framework.TestFixtureSourceAttribute"])
        || IsSetUpFixture(type);

    public override Lifecycle? AttributedLifecycle(IMethodSymbol method)
    {
        var once = method.ContainingType is { } type && IsSetUpFixture(type) ? TestScope.Assembly : TestScope.Class;
        if (Carries(method, "NUnit.Framework.SetUpAttribute"))
            return new Lifecycle(LifecycleRole.SetUp, TestScope.Test);
        if (Carries(method, "NUnit.Framework.TearDownAttribute"))
            return new Lifecycle(LifecycleRole.Teardown, TestScope.Test);
        if (Carries(method, "NUnit.Framework.OneTimeSetUpAttribute"))
            return new Lifecycle(LifecycleRole.SetUp, once);
        if (Carries(method, "NUnit.Framework.OneTimeTearDownAttribute"))
            return new Lifecycle(LifecycleRole.Teardown, once);
        return null;
    }

    public override bool MakesInstancePerTest(INamedTypeSymbol testClass)
    {
        var lifeCycle = Around(testClass, "NUnit.Framework.FixtureLifeCycleAttribute")
            ?? OnAssembly("NUnit.Framework.FixtureLifeCycleAttribute");
        return lifeCycle is { ConstructorArguments: [var argument, ..] } && EnumName(argument) == "InstancePerTestCase";
    }

    public override bool RunsInParallel(INamedTypeSymbol testClass)
    {
        // On the assembly, Self speaks of the assembly, which holds for none of its classes.
        var scope = ScopeOf(testClass, out var isOfAssembly);
        return (scope & (isOfAssembly ? ScopeChildren | ScopeFixtures : ScopeSelf)) != 0;
    }

    public override bool RunsOwnTestsInParallel(INamedTypeSymbol testClass) => (ScopeOf(testClass, out _) & ScopeChildren) != 0;

    public override bool RunsInOrder(INamedTypeSymbol testClass) =>
        OnAnyMethod(testClass, "NUnit.Framework.OrderAttribute") || OnAnyMethod(testClass, "NUnit.Framework.DependsOnTestAttribute");

    /// <summary>The ParallelScope that holds for the tests of this class; 0 where nothing runs in parallel.</summary>
    private int ScopeOf(INamedTypeSymbol testClass, out bool isOfAssembly)
    {
        // [NonParallelizable] derives from [Parallelizable] and hands it ParallelScope.None without an argument of its own.
        var own = Around(testClass, Parallelizable);
        isOfAssembly = own is null;
        var attribute = own ?? OnAssembly(Parallelizable);
        if (attribute is null || OnAssembly("NUnit.Framework.LevelOfParallelismAttribute") is { ConstructorArguments: [{ Value: 1 }] })
            return 0;
        if (Types.Is(attribute.AttributeClass, "NUnit.Framework.NonParallelizableAttribute"))
            return ScopeNone;
        return attribute.ConstructorArguments is [{ Value: int scope }] ? scope : ScopeSelf;
    }

    public override bool HasTimeout(IMethodSymbol method)
    {
        const string Timeout = "NUnit.Framework.TimeoutAttribute";
        return IsTimeout(method.FindInheritedAttribute(Types[Timeout]))
            || (IsTest(method) && (IsTimeout(Around(method.ContainingType, Timeout)) || IsTimeout(OnAssembly(Timeout))));
    }

    public override bool IsExplicit(IMethodSymbol test) =>
        Carries(test, "NUnit.Framework.ExplicitAttribute") || Around(test.ContainingType, "NUnit.Framework.ExplicitAttribute") is not null;

    public override TeardownTemplate? Teardown(INamedTypeSymbol type, TestScope scope, bool isAsync, bool isTestClass)
    {
        if (!isTestClass && !IsSetUpFixture(type))
            return DisposeTemplate(isAsync);

        return scope == TestScope.Test && !IsSetUpFixture(type)
            ? AttributeTemplate("NUnit.Framework.TearDownAttribute", "TearDown", isAsync)
            // OneTimeTearDown has to be static where each test has an instance of its own.
            : AttributeTemplate("NUnit.Framework.OneTimeTearDownAttribute", "OneTimeTearDown", isAsync, MakesInstancePerTest(type));
    }

    private bool IsSetUpFixture(INamedTypeSymbol type) => type.HasAttribute(Types["NUnit.Framework.SetUpFixtureAttribute"]);
}
