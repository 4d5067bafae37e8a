using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>When code of a test class runs.</summary>
[Flags]
internal enum RunsIn
{
    None = 0,

    /// <summary>Before each test: constructor or set-up.</summary>
    Test = 1,

    /// <summary>Once for the class.</summary>
    Class = 2,

    /// <summary>Once for the process.</summary>
    Assembly = 4,

    TestTeardown = 8,
    ClassTeardown = 16,
    AssemblyTeardown = 32,

    /// <summary>Nobody knows when: code outside the type may call it.</summary>
    Open = 64,

    /// <summary>As a test, or from one.</summary>
    TestBody = 128,

    Start = Test | Class | Assembly | TestBody,
    Teardown = TestTeardown | ClassTeardown | AssemblyTeardown,
}

/// <summary>Which members of one type the framework reaches, directly or through other members, and when.</summary>
internal sealed class MemberReach
{
    private readonly INamedTypeSymbol _type;
    private readonly TestCode _testCode;
    private readonly TestFramework? _ofHandMade;
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _calls = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, IMethodSymbol> _overrides = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, RunsIn> _reached = new(SymbolEqualityComparer.Default);

    public MemberReach(INamedTypeSymbol type, TestCode testCode)
    {
        _type = type;
        _testCode = testCode;
        _ofHandMade = testCode.FrameworkOfHandMade(type);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method)
                continue;

            for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                _overrides[overridden.OriginalDefinition] = method;
        }
    }

    public void AddCall(ISymbol caller, IMethodSymbol callee)
    {
        if (!_calls.TryGetValue(caller, out var callees))
            _calls.Add(caller, callees = []);
        callees.Add(callee.OriginalDefinition);
    }

    /// <summary>Works out <see cref="Of"/> once all calls are known.</summary>
    public void Complete()
    {
        foreach (var member in _type.GetMembers())
        {
            if (member is not IMethodSymbol method)
                continue;

            var root = RootOf(method);
            if (root != RunsIn.None)
                Reach(method, root);
        }

        // What no root reaches, but others may call.
        foreach (var member in _type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: not MethodKind.StaticConstructor } method && !_reached.ContainsKey(method)
                && (method.DeclaredAccessibility != Accessibility.Private || method.AssociatedSymbol is not null || method.IsOverride
                    || !method.ExplicitInterfaceImplementations.IsEmpty))
                Reach(method, RunsIn.Open);
        }
    }

    /// <summary>Does any code of the type call it?</summary>
    public bool IsCalled(IMethodSymbol method) => _calls.Values.Any(callees => callees.Contains(method, SymbolEqualityComparer.Default));

    public RunsIn Of(ISymbol member) => _reached.TryGetValue(member, out var found) ? found : RunsIn.None;

    /// <summary>Does this member run in a teardown, or is it called what a teardown is called?</summary>
    public bool IsTeardown(ISymbol member) =>
        (Of(member) & RunsIn.Teardown) != 0
        // A test is called after what it checks: Removes_the_session ends nothing.
        || member is IMethodSymbol method && ReleaseNames.LooksLikeTeardown(LastPart(method.Name)) && !_testCode.IsTest(method);

    /// <summary>When an initializer of this member of the type runs.</summary>
    public RunsIn OfInitializer(bool isStatic) => isStatic ? RunsIn.Assembly : FromScope(_testCode.InstanceScope(_type));

    public static RunsIn FromScope(TestScope scope) => scope switch
    {
        TestScope.Test => RunsIn.Test,
        TestScope.Class => RunsIn.Class,
        _ => RunsIn.Assembly,
    };

    /// <summary>When the member runs by itself: as a test, set-up, teardown or constructor.</summary>
    public RunsIn RootOf(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.StaticConstructor)
            return RunsIn.Assembly;
        if (_testCode.LifecycleOf(method, _ofHandMade) is { } lifecycle)
        {
            var start = FromScope(lifecycle.Scope);
            return lifecycle.Role == LifecycleRole.SetUp ? start : (RunsIn)((int)start << 3);
        }

        return _testCode.IsTest(method) ? RunsIn.TestBody : RunsIn.None;
    }

    private void Reach(IMethodSymbol method, RunsIn when)
    {
        _reached.TryGetValue(method, out var before);
        if ((before | when) == before)
            return;

        _reached[method] = before | when;
        if (!_calls.TryGetValue(method, out var callees))
            return;

        foreach (var callee in callees)
        {
            Reach(callee, when);
            if (_overrides.TryGetValue(callee, out var overriding))
                Reach(overriding, when);
        }
    }

    private static string LastPart(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.Substring(dot + 1);
    }
}
