using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>How long something lives that a test framework makes or calls.</summary>
internal enum TestScope
{
    /// <summary>From the start of one test to its end.</summary>
    Test,

    /// <summary>For all tests of one class, or of one collection.</summary>
    Class,

    /// <summary>For the whole assembly, namespace or session.</summary>
    Assembly,
}

/// <summary>Which end of a life a method serves.</summary>
internal enum LifecycleRole
{
    SetUp,
    Teardown,
}

/// <summary>What a framework calls a method for.</summary>
internal readonly record struct Lifecycle(LifecycleRole Role, TestScope Scope);

/// <summary>How a fix writes a teardown so that the framework calls it.</summary>
/// <param name="Attribute">Metadata name of the attribute, or null where an interface declares the method.</param>
/// <param name="AttributeArgument">The attribute's argument as C# text, or null.</param>
/// <param name="Interface">Metadata name of the interface that the class has to implement, or null.</param>
/// <param name="MethodName">Conventional name of the method.</param>
/// <param name="ReturnType">Metadata name of the return type; null is <c>void</c>.</param>
/// <param name="IsStatic">The framework wants a static method.</param>
/// <param name="SetUpMethod">A second method that <paramref name="Interface"/> demands (xunit v2 and v3 <c>InitializeAsync</c>), or null.</param>
internal sealed record TeardownTemplate(
    string? Attribute,
    string? AttributeArgument,
    string? Interface,
    string MethodName,
    string? ReturnType,
    bool IsStatic = false,
    string? SetUpMethod = null)
{
    public bool IsAsync => ReturnType is not null;
}

/// <summary>
/// What one test framework calls a test, a set-up, a teardown and a fixture, and how long an instance lives. Rules and
/// fixes ask here (mostly through <see cref="TestCode"/>); none knows a framework by name.
/// </summary>
internal abstract class TestFramework(KnownTypes types)
{
    protected KnownTypes Types { get; } = types;

    public abstract string Name { get; }

    /// <summary>Is this a method that the framework runs as a test?</summary>
    public abstract bool IsTest(IMethodSymbol method);

    /// <summary>Does the framework look at this class for a reason other than its test methods ([TestClass], [SetUpFixture] ...)?</summary>
    public virtual bool IsMarkedClass(INamedTypeSymbol type) => false;

    /// <summary>What the framework calls this method for by its attributes; null where it does not.</summary>
    public virtual Lifecycle? AttributedLifecycle(IMethodSymbol method) => null;

    /// <summary>Does the framework make a new instance of a test class for each of its tests?</summary>
    public virtual bool MakesInstancePerTest(INamedTypeSymbol testClass) => true;

    /// <summary>The interfaces through which the framework starts a test class or fixture: metadata name and method.</summary>
    public virtual IEnumerable<(string Interface, string Method)> SetUpInterfaces => [];

    /// <summary>The interfaces through which the framework ends a test class or fixture: metadata name and method.</summary>
    public virtual IEnumerable<(string Interface, string Method)> TeardownInterfaces =>
        [("System.IDisposable", "Dispose"), ("System.IAsyncDisposable", "DisposeAsync")];

    /// <summary>The fixtures that a test class (or a collection definition) names, with the life that the framework gives them.</summary>
    public virtual IEnumerable<(INamedTypeSymbol Fixture, TestScope Scope)> FixturesOf(INamedTypeSymbol testClass) => [];

    /// <summary>The fixtures that the assembly itself names.</summary>
    public virtual IEnumerable<INamedTypeSymbol> AssemblyFixtures => [];

    /// <summary>May tests of this class run at the same time as tests of another one?</summary>
    public abstract bool RunsInParallel(INamedTypeSymbol testClass);

    /// <summary>
    /// Our targets set this MSBuild property to true where the compiler runs an analyzer of the framework's own that
    /// reports blocking waits in test methods; null where the framework has none.
    /// </summary>
    public virtual string? BlockingAnalyzerProperty => null;

    /// <summary>Do these two classes wait for one another, although each of them runs beside others?</summary>
    public virtual bool ShareASequence(INamedTypeSymbol left, INamedTypeSymbol right) => false;

    /// <summary>
    /// Does the framework itself give up on this test, set-up or teardown after a while? A time-out that only cancels a
    /// token does not count: what does not look at the token goes on.
    /// </summary>
    public virtual bool HasTimeout(IMethodSymbol method) => false;

    /// <summary>Is this a test that only runs when somebody asks for it, and watches?</summary>
    public virtual bool IsExplicit(IMethodSymbol test) => false;

    /// <summary>May tests of this class run at the same time as one another?</summary>
    public abstract bool RunsOwnTestsInParallel(INamedTypeSymbol testClass);

    /// <summary>Does the author fix the order of this class's tests, so that one may build on what another left?</summary>
    public virtual bool RunsInOrder(INamedTypeSymbol testClass) => false;

    /// <summary>Does the framework itself set this member (MSTest's <c>TestContext</c>)?</summary>
    public virtual bool IsSetByFramework(ISymbol member) => false;

    /// <summary>
    /// How to write a teardown for what lives as long as <paramref name="scope"/> in <paramref name="type"/>;
    /// null where the framework offers none. <paramref name="isTestClass"/> is false for a fixture.
    /// </summary>
    public abstract TeardownTemplate? Teardown(INamedTypeSymbol type, TestScope scope, bool isAsync, bool isTestClass);

    /// <summary>The teardown through <see cref="IDisposable"/> or <c>IAsyncDisposable</c>.</summary>
    protected static TeardownTemplate DisposeTemplate(bool isAsync) => isAsync
        ? new TeardownTemplate(null, null, "System.IAsyncDisposable", "DisposeAsync", "System.Threading.Tasks.ValueTask")
        : new TeardownTemplate(null, null, "System.IDisposable", "Dispose", null);

    /// <summary>The teardown through an attributed method.</summary>
    protected static TeardownTemplate AttributeTemplate(
        string attribute, string methodName, bool isAsync, bool isStatic = false, string? argument = null) =>
        new(attribute, argument, null, methodName, isAsync ? "System.Threading.Tasks.Task" : null, isStatic);

    /// <summary>Does the method carry this attribute, itself or on what it overrides?</summary>
    protected bool Carries(IMethodSymbol method, string attribute) => method.FindInheritedAttribute(Types[attribute]) is not null;

    /// <summary>The type arguments of each <paramref name="interfaceName"/> that the type implements.</summary>
    protected IEnumerable<INamedTypeSymbol> ArgumentsOf(INamedTypeSymbol type, string interfaceName)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (Types.Is(implemented, interfaceName) && implemented.TypeArguments is [INamedTypeSymbol argument])
                yield return argument;
        }
    }

    /// <summary>The first attribute of this class on the type, its bases or its containing types.</summary>
    protected AttributeData? Around(INamedTypeSymbol type, string attribute)
    {
        if (Types[attribute] is not { } attributeClass)
            return null;

        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            foreach (var current in outer.SelfAndBases())
            {
                if (current.FindAttribute(attributeClass) is { } found)
                    return found;
            }
        }

        return null;
    }

    /// <summary>Does the attribute's first argument name a number of milliseconds, not "for ever"?</summary>
    protected static bool IsTimeout(AttributeData? attribute) =>
        attribute is { ConstructorArguments: [{ Value: int and > 0 and < int.MaxValue }, ..] };

    /// <summary>The name of the enum member that this attribute argument holds; null where it is no single member.</summary>
    protected static string? EnumName(TypedConstant argument)
    {
        if (argument is not { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value })
            return null;

        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue))
                return field.Name;
        }

        return null;
    }

    /// <summary>The name of the enum member that a named argument holds; null where it is not given.</summary>
    protected static string? NamedEnum(AttributeData? attribute, string name)
    {
        if (attribute is null)
            return null;

        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return EnumName(argument.Value);
        }

        return null;
    }

    /// <summary>Does a method of the class or of its bases carry this attribute?</summary>
    protected bool OnAnyMethod(INamedTypeSymbol type, string attribute)
    {
        if (Types[attribute] is not { } attributeClass)
            return false;

        foreach (var current in type.SelfAndBases())
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol method && method.HasAttribute(attributeClass))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The assembly's first attribute of this class.</summary>
    protected AttributeData? OnAssembly(string attribute) => Types.Compilation.Assembly.FindAttribute(Types[attribute]);

    /// <summary>The frameworks that the compilation references.</summary>
    public static ImmutableArray<TestFramework> ReferencedBy(KnownTypes types)
    {
        var found = ImmutableArray.CreateBuilder<TestFramework>();
        if (types.Has(XunitFramework.Fact))
            found.Add(new XunitFramework(types));
        if (types.Has(NUnitFramework.Test))
            found.Add(new NUnitFramework(types));
        if (types.Has(MSTestFramework.TestMethod))
            found.Add(new MSTestFramework(types));
        if (types.Has(TUnitFramework.Test))
            found.Add(new TUnitFramework(types));
        return found.ToImmutable();
    }
}
