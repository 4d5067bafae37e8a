using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>NUnit 3 to 5. All tests of a class share one instance unless the class or the assembly says otherwise.</summary>
internal sealed class NUnitFramework(KnownTypes types) : TestFramework(types)
{
    public const string Test = "NUnit.Framework.TestAttribute";

    private const string InstancePerTestCase = "InstancePerTestCase";

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
        return lifeCycle is { ConstructorArguments: [{ Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type, Value: var value }, ..] }
            && type.GetMembers(InstancePerTestCase).FirstOrDefault() is IFieldSymbol { ConstantValue: { } perTestCase }
            && perTestCase.Equals(value);
    }

    public override bool RunsInParallel(INamedTypeSymbol testClass)
    {
        if (Around(testClass, "NUnit.Framework.NonParallelizableAttribute") is not null)
            return false;

        // ParallelScope.None is 256; every other value lets the class, its children or both run beside others.
        var scope = Around(testClass, "NUnit.Framework.ParallelizableAttribute") ?? OnAssembly("NUnit.Framework.ParallelizableAttribute");
        return scope is not null && scope.ConstructorArguments is not [{ Value: 256 }];
    }

    public override bool HasTimeout(IMethodSymbol method)
    {
        const string Timeout = "NUnit.Framework.TimeoutAttribute";
        return IsTimeout(method.FindInheritedAttribute(Types[Timeout]))
            || (IsTest(method) && (IsTimeout(Around(method.ContainingType, Timeout)) || IsTimeout(OnAssembly(Timeout))));
    }

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
