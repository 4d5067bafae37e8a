using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>TUnit 0.x and 1.x.</summary>
internal sealed class TUnitFramework(KnownTypes types) : TestFramework(types)
{
    public const string Test = "TUnit.Core.TestAttribute";

    public override string Name => "TUnit";

    public override bool IsTest(IMethodSymbol method) => Carries(method, "TUnit.Core.BaseTestAttribute") || Carries(method, Test);

    public override Lifecycle? AttributedLifecycle(IMethodSymbol method)
    {
        if ((Hook(method, "TUnit.Core.BeforeAttribute") ?? Hook(method, "TUnit.Core.BeforeEveryAttribute")) is { } before)
            return new Lifecycle(LifecycleRole.SetUp, before);
        if ((Hook(method, "TUnit.Core.AfterAttribute") ?? Hook(method, "TUnit.Core.AfterEveryAttribute")) is { } after)
            return new Lifecycle(LifecycleRole.Teardown, after);
        return null;
    }

    public override IEnumerable<(string Interface, string Method)> SetUpInterfaces =>
        [("TUnit.Core.Interfaces.IAsyncInitializer", "InitializeAsync")];

    public override IEnumerable<(INamedTypeSymbol Fixture, TestScope Scope)> FixturesOf(INamedTypeSymbol testClass)
    {
        foreach (var attribute in AttributesOf(testClass))
        {
            // ClassDataSource<T>(Shared = SharedType.None) makes a new T for each test; every other choice shares it.
            if (attribute.AttributeClass is not { Name: "ClassDataSourceAttribute", TypeArguments.Length: > 0 } type
                || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Types[Test]?.ContainingAssembly))
                continue;

            foreach (var argument in type.TypeArguments)
            {
                if (argument is INamedTypeSymbol fixture)
                    yield return (fixture, SharedScope(attribute));
            }
        }
    }

    private static IEnumerable<AttributeData> AttributesOf(INamedTypeSymbol testClass)
    {
        foreach (var attribute in testClass.GetAttributes())
            yield return attribute;
        foreach (var member in testClass.GetMembers())
        {
            if (member is not (IPropertySymbol or IMethodSymbol))
                continue;

            foreach (var attribute in member.GetAttributes())
                yield return attribute;
        }
    }

    private static TestScope SharedScope(AttributeData attribute)
    {
        return NamedEnum(attribute, "Shared") switch
        {
            null or "None" => TestScope.Test,
            "PerClass" => TestScope.Class,
            _ => TestScope.Assembly,
        };
    }

    public override bool RunsInParallel(INamedTypeSymbol testClass) =>
        Around(testClass, "TUnit.Core.NotInParallelAttribute") is null && OnAssembly("TUnit.Core.NotInParallelAttribute") is null;

    public override bool HasTimeout(IMethodSymbol method)
    {
        const string Timeout = "TUnit.Core.TimeoutAttribute";
        // A hook has five minutes unless the settings say otherwise.
        return AttributedLifecycle(method) is not null
            || IsTimeout(method.FindInheritedAttribute(Types[Timeout]))
            || IsTimeout(Around(method.ContainingType, Timeout))
            || IsTimeout(OnAssembly(Timeout));
    }

    public override bool IsExplicit(IMethodSymbol test) =>
        Carries(test, "TUnit.Core.ExplicitAttribute") || Around(test.ContainingType, "TUnit.Core.ExplicitAttribute") is not null;

    public override bool RunsOwnTestsInParallel(INamedTypeSymbol testClass) => RunsInParallel(testClass);

    public override bool RunsInOrder(INamedTypeSymbol testClass) => OnAnyMethod(testClass, "TUnit.Core.DependsOnAttribute") || HasOrder(testClass);

    /// <summary>[NotInParallel(Order = n)] on a test.</summary>
    private bool HasOrder(INamedTypeSymbol testClass)
    {
        foreach (var current in testClass.SelfAndBases())
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol && member.FindAttribute(Types["TUnit.Core.NotInParallelAttribute"]) is { } attribute
                    && attribute.Named("Order", int.MaxValue) != int.MaxValue)
                    return true;
            }
        }

        return false;
    }

    public override TeardownTemplate? Teardown(INamedTypeSymbol type, TestScope scope, bool isAsync, bool isTestClass)
    {
        if (!isTestClass)
            return DisposeTemplate(isAsync);

        const string After = "TUnit.Core.AfterAttribute";
        const string HookType = "TUnit.Core.HookType";
        return scope switch
        {
            TestScope.Test => AttributeTemplate(After, "AfterTest", isAsync, argument: HookType + ".Test"),
            TestScope.Class => AttributeTemplate(After, "AfterClass", isAsync, isStatic: true, HookType + ".Class"),
            _ => AttributeTemplate(After, "AfterAssembly", isAsync, isStatic: true, HookType + ".Assembly"),
        };
    }

    /// <summary>The scope that a hook attribute's HookType argument names; null where the method does not carry it.</summary>
    private TestScope? Hook(IMethodSymbol method, string attribute)
    {
        if (method.FindInheritedAttribute(Types[attribute]) is not { ConstructorArguments: [var hookType, ..] })
            return null;

        return EnumName(hookType) switch
        {
            "Test" => TestScope.Test,
            "Class" => TestScope.Class,
            _ => TestScope.Assembly,
        };
    }
}
