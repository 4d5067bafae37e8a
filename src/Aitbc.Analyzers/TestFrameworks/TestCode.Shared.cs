using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>Code of test classes, bases and fixtures, by when it runs.</summary>
[Flags]
internal enum CodeOfTests
{
    None = 0,

    /// <summary>Runs once for a class or an assembly: one-time set-up and teardown, static initializers, fixtures.</summary>
    OneTime = 1,

    /// <summary>Runs before each test.</summary>
    SetUp = 2,

    /// <summary>Runs after each test.</summary>
    Teardown = 4,

    /// <summary>A test, or a method that one may call.</summary>
    Other = 8,
}

/// <summary>
/// What is test code in one compilation. Test code is a type that has tests, a base type or fixture of one, or a helper
/// that such a type names. Exists only where a test framework is referenced; what needs a look at the whole assembly
/// is worked out when a rule first asks for it.
/// </summary>
internal sealed partial class TestCode
{
    private readonly KnownTypes _types;
    private readonly ConcurrentDictionary<INamedTypeSymbol, TestFramework?> _frameworks = new(SymbolEqualityComparer.Default);
    private readonly Lazy<Roles> _roles;

    private TestCode(KnownTypes types, ImmutableArray<TestFramework> frameworks)
    {
        _types = types;
        Frameworks = frameworks;
        _roles = new Lazy<Roles>(FindRoles);
    }

    public KnownTypes Types => _types;

    public ImmutableArray<TestFramework> Frameworks { get; }

    public static TestCode? Create(KnownTypes types)
    {
        var frameworks = TestFramework.ReferencedBy(types);
        return frameworks.IsEmpty ? null : new TestCode(types, frameworks);
    }

    /// <summary>Does a framework run this method as a test?</summary>
    public bool IsTest(IMethodSymbol method) => FrameworkOfTest(method) is not null;

    /// <summary>The framework that runs this method as a test; null where none does.</summary>
    public TestFramework? FrameworkOfTest(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return null;

        foreach (var framework in Frameworks)
        {
            if (framework.IsTest(method))
                return framework;
        }

        return null;
    }

    /// <summary>Has the type tests of its own or inherited ones, or is it marked as a test class?</summary>
    public bool IsTestClass(INamedTypeSymbol type) => FrameworkOfTestClass(type) is not null;

    /// <summary>The framework whose tests this class holds; null where it holds none.</summary>
    public TestFramework? FrameworkOfTestClass(INamedTypeSymbol type) =>
        _frameworks.GetOrAdd(type.OriginalDefinition, FindFrameworkOfTestClass);

    /// <summary>Is the type a base type of a test class of this assembly?</summary>
    public bool IsTestBase(INamedTypeSymbol type) => _roles.Value.Bases.ContainsKey(type.OriginalDefinition);

    /// <summary>The life of a fixture that a test class of this assembly names; null where none does.</summary>
    public TestScope? FixtureScope(INamedTypeSymbol type) =>
        _roles.Value.Fixtures.TryGetValue(type.OriginalDefinition, out var fixture) ? fixture.Scope : null;

    /// <summary>The framework that makes and ends this type: a test class, a base of one, or a fixture.</summary>
    public TestFramework? FrameworkOf(INamedTypeSymbol type)
    {
        if (FrameworkOfTestClass(type) is { } framework)
            return framework;
        if (_roles.Value.Bases.TryGetValue(type.OriginalDefinition, out framework))
            return framework;
        return _roles.Value.Fixtures.TryGetValue(type.OriginalDefinition, out var fixture) ? fixture.Framework : null;
    }

    /// <summary>
    /// The framework of the tests that make and end a fixture by hand: a helper of theirs with a teardown of its own that
    /// does end something. Null for every other type, also for those that the framework itself makes.
    /// </summary>
    public TestFramework? FrameworkOfHandMade(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class, IsStatic: false } || FrameworkOf(type) is not null)
            return null;

        foreach (var framework in Frameworks)
        {
            foreach (var (name, _) in framework.TeardownInterfaces)
            {
                if (_types.IsOrInherits(type, name))
                    return SourceDisposal.Ends(type, out _) && IsTestCode(type) ? framework : null;
            }
        }

        return null;
    }

    /// <summary>Is this type test code: a test class, a base or fixture of one, nested in one, or a helper that one names?</summary>
    public bool IsTestCode(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (FrameworkOf(current) is not null)
                return true;
        }

        return _roles.Value.HoldsTests && _roles.Value.IsHelper(type);
    }

    /// <summary>
    /// What the framework calls this method for: by attribute, as constructor, or through an interface such as
    /// <see cref="IDisposable"/>. Null for every other method, tests included.
    /// </summary>
    public Lifecycle? LifecycleOf(IMethodSymbol method) => LifecycleOf(method, null);

    /// <summary>The same, where the method's type may be a fixture that tests make by hand (<see cref="FrameworkOfHandMade"/>).</summary>
    public Lifecycle? LifecycleOf(IMethodSymbol method, TestFramework? ofHandMade)
    {
        foreach (var framework in Frameworks)
        {
            if (framework.AttributedLifecycle(method) is { } attributed)
                return attributed;
        }

        if (method.ContainingType is not { } type || (FrameworkOf(type) ?? ofHandMade) is not { } owner)
            return null;

        if (method.MethodKind == MethodKind.StaticConstructor)
            return new Lifecycle(LifecycleRole.SetUp, TestScope.Class);
        if (method.MethodKind == MethodKind.Constructor)
            return new Lifecycle(LifecycleRole.SetUp, InstanceScope(type));
        if (ImplementsAny(method, owner.SetUpInterfaces))
            return new Lifecycle(LifecycleRole.SetUp, InstanceScope(type));
        if (ImplementsAny(method, owner.TeardownInterfaces))
            return new Lifecycle(LifecycleRole.Teardown, InstanceScope(type));
        return null;
    }

    /// <summary>How long an instance of this test class, base or fixture lives.</summary>
    public TestScope InstanceScope(INamedTypeSymbol type)
    {
        if (FixtureScope(type) is { } scope)
            return scope;
        return FrameworkOf(type) is { } framework && !framework.MakesInstancePerTest(type) ? TestScope.Class : TestScope.Test;
    }

    /// <summary>Do several tests run on one instance of this class, be it a test class or a base of one?</summary>
    public bool SharesInstanceAmongTests(INamedTypeSymbol type) =>
        FixtureScope(type) is null && FrameworkOf(type) is { } framework && !framework.MakesInstancePerTest(type);

    /// <summary>Is the type a test class or a base of one, and does each test get an instance of its own?</summary>
    public bool HasInstancePerTest(INamedTypeSymbol type) =>
        FixtureScope(type) is null && FrameworkOf(type) is { } framework && framework.MakesInstancePerTest(type);

    /// <summary>Does the author fix the order of this class's tests, so that one may build on what another left?</summary>
    public bool RunsInOrder(INamedTypeSymbol type) => FrameworkOf(type) is { } framework && framework.RunsInOrder(type);

    /// <summary>The test classes of this assembly that run the tests of this type: itself, or what derives from it.</summary>
    public IEnumerable<INamedTypeSymbol> TestClassesFrom(INamedTypeSymbol type) =>
        _roles.Value.TestClasses.Where(testClass => testClass.IsOrInherits(type.OriginalDefinition));

    /// <summary>The test classes of this assembly that name this type, as the type of a fixture or a helper.</summary>
    public IEnumerable<INamedTypeSymbol> TestClassesNaming(INamedTypeSymbol type) =>
        _roles.Value.TestClasses.Where(testClass => Roles.Names(testClass, type.Name));

    /// <summary>Does a framework itself set this member?</summary>
    public bool IsSetByFramework(ISymbol member)
    {
        foreach (var framework in Frameworks)
        {
            if (framework.IsSetByFramework(member))
                return true;
        }

        return false;
    }

    /// <summary>
    /// In which code of test classes, bases and fixtures is this method named? Told by name alone: good enough to stay
    /// silent, not to accuse.
    /// </summary>
    public CodeOfTests NamedIn(IMethodSymbol method) => _roles.Value.NamedIn(
        method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, LifecycleOf);

    private bool ImplementsAny(IMethodSymbol method, IEnumerable<(string Interface, string Method)> members)
    {
        foreach (var (interfaceName, methodName) in members)
        {
            if (_types[interfaceName] is not { } declaring)
                continue;

            // The method may be declared by an interface that this one extends (xunit v3: IAsyncDisposable).
            var member = declaring.GetMembers(methodName).FirstOrDefault()
                ?? declaring.AllInterfaces.SelectMany(i => i.GetMembers(methodName)).FirstOrDefault();
            if (method.Implements(member))
                return true;
        }

        return false;
    }

    private TestFramework? FindFrameworkOfTestClass(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return null;

        foreach (var current in type.SelfAndBases())
        {
            foreach (var framework in Frameworks)
            {
                if (framework.IsMarkedClass(current))
                    return framework;
            }

            foreach (var member in current.GetMembers())
            {
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                    continue;

                foreach (var framework in Frameworks)
                {
                    if (framework.IsTest(method) || framework.AttributedLifecycle(method) is not null)
                        return framework;
                }
            }
        }

        return null;
    }

    private Roles FindRoles()
    {
        var roles = new Roles();
        foreach (var type in _types.Compilation.Assembly.GlobalNamespace.AllTypes())
        {
            if (FrameworkOfTestClass(type) is not { } framework)
                continue;

            roles.AddTestClass(type, framework);
            foreach (var current in type.SelfAndBases())
            {
                foreach (var (fixture, scope) in framework.FixturesOf(current))
                    roles.AddFixture(fixture, framework, scope);
            }
        }

        foreach (var framework in Frameworks)
        {
            foreach (var fixture in framework.AssemblyFixtures)
                roles.AddFixture(fixture, framework, TestScope.Assembly);
        }

        roles.AddBasesOfFixtures();
        // A product that ships base classes for the tests of others is not itself test code.
        if (roles.TestClasses.Count == 0 && !SpeaksOfTests(_types.Compilation.AssemblyName))
            roles.HoldsNoTests();
        return roles;
    }

    private static bool SpeaksOfTests(string? assembly) =>
        assembly?.IndexOf("Test", StringComparison.OrdinalIgnoreCase) >= 0 || assembly?.IndexOf("Spec", StringComparison.OrdinalIgnoreCase) >= 0;
}
