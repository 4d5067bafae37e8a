using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>When code runs, as far as the framework's life cycle decides.</summary>
[Flags]
internal enum RunContext
{
    Never = 0,

    /// <summary>Before all tests of a class or assembly, or after them.</summary>
    OncePerClass = 1,

    /// <summary>Before each test.</summary>
    SetUp = 2,

    /// <summary>After each test.</summary>
    Teardown = 4,

    /// <summary>In a test.</summary>
    Test = 8,

    /// <summary>Somebody outside calls it: a helper, a test double, an override.</summary>
    Unknown = 16,
}

/// <summary>Works out from who calls whom in a type when each of its members runs.</summary>
internal sealed class RunContexts(TestCode testCode, ForeignUses foreignUses)
{
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<ISymbol, bool>> _callers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, RunContext> _known = new(SymbolEqualityComparer.Default);

    public void AddCall(ISymbol caller, ISymbol callee) =>
        _callers.GetOrAdd(callee, static _ => new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default))[caller] = true;

    /// <summary>When does the body or initializer of this member run? Asked only when all calls are known.</summary>
    public RunContext Of(ISymbol member)
    {
        if (_known.TryGetValue(member, out var known))
            return known;

        // A cycle adds nothing to what its other callers tell.
        _known[member] = RunContext.Never;
        return _known[member] = Find(member);
    }

    /// <summary>
    /// Is there a test that runs code of <paramref name="changers"/> and, on the same instance, another one that runs code
    /// of <paramref name="users"/>? A test with rows of data is its own other.
    /// </summary>
    public bool AnotherTestSees(IEnumerable<ISymbol> changers, IEnumerable<ISymbol> users)
    {
        var changing = TestsThatReach(changers);
        var uses = TestsThatReach(users);
        return changing.Exists(change => uses.Exists(use => SymbolEqualityComparer.Default.Equals(change, use)
            ? change.Parameters.Length > 0
            : ShareAnInstance(change, use)));
    }

    private List<IMethodSymbol> TestsThatReach(IEnumerable<ISymbol> members)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var tests = new List<IMethodSymbol>();
        var pending = new Stack<ISymbol>(members);
        while (pending.Count > 0)
        {
            var member = pending.Pop();
            if (!seen.Add(member))
                continue;

            if (member is IMethodSymbol method && testCode.IsTest(method))
                tests.Add(method);
            if (!_callers.TryGetValue(member, out var callers))
                continue;

            foreach (var caller in callers.Keys)
                pending.Push(caller);
        }

        return tests;
    }

    /// <summary>Tests of sister classes each run on an instance of their own, whatever base declares the state.</summary>
    private static bool ShareAnInstance(IMethodSymbol left, IMethodSymbol right) =>
        left.ContainingType.IsOrInherits(right.ContainingType.OriginalDefinition) || right.ContainingType.IsOrInherits(left.ContainingType.OriginalDefinition);

    private RunContext Find(ISymbol member)
    {
        var context = RunContext.Never;
        if (member is not IMethodSymbol method)
        {
            if (member.IsStatic)
                return RunContext.OncePerClass;

            // An initializer runs with each constructor.
            foreach (var constructor in member.ContainingType.InstanceConstructors)
                context |= Of(constructor);
            return context;
        }

        if (testCode.IsTest(method))
            return RunContext.Test;
        if (method.MethodKind == MethodKind.StaticConstructor || IsModuleInitializer(method))
            return RunContext.OncePerClass;
        if (testCode.LifecycleOf(method) is { } lifecycle)
        {
            return lifecycle.Scope != TestScope.Test ? RunContext.OncePerClass
                : lifecycle.Role == LifecycleRole.SetUp ? RunContext.SetUp : RunContext.Teardown;
        }

        if (_callers.TryGetValue(method, out var callers))
        {
            foreach (var caller in callers.Keys)
                context |= Of(caller);
        }

        if (context == RunContext.Never || method.IsVirtual || method.IsOverride || method.IsAbstract)
            context |= FromOutside(method);
        return context;
    }

    private RunContext FromOutside(IMethodSymbol method)
    {
        var namedIn = testCode.NamedIn(method);

        // A file of helpers that several projects compile: here nobody calls this one.
        if (namedIn == CodeOfTests.None && method is { MethodKind: MethodKind.Ordinary, IsStatic: true } && !foreignUses.IsNamedAnywhere(method))
            return RunContext.Never;
        if (namedIn == CodeOfTests.None || (namedIn & CodeOfTests.Other) != 0)
            return RunContext.Unknown;

        return ((namedIn & CodeOfTests.OneTime) != 0 ? RunContext.OncePerClass : RunContext.Never)
            | ((namedIn & CodeOfTests.SetUp) != 0 ? RunContext.SetUp : RunContext.Never)
            | ((namedIn & CodeOfTests.Teardown) != 0 ? RunContext.Teardown : RunContext.Never);
    }

    private static bool IsModuleInitializer(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ModuleInitializerAttribute", ContainingNamespace: { Name: "CompilerServices" } })
                return true;
        }

        return false;
    }
}
