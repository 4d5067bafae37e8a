using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>An outermost type with the types nested in it: its members that tests may share, and what happens to them.</summary>
internal sealed partial class StateUnit
{
    private readonly TestCode _testCode;
    private readonly Mutations _mutations;
    private readonly ForeignUses _foreignUses;
    private readonly INamedTypeSymbol _outermost;
    private readonly ConcurrentDictionary<ISymbol, SharedMember> _members;
    private readonly FixtureHolders? _holders;
    private readonly RunContexts _contexts;
    private readonly Func<ISymbol, bool> _isShared;

    private StateUnit(
        INamedTypeSymbol outermost,
        TestCode testCode,
        Mutations mutations,
        ForeignUses foreignUses,
        ConcurrentDictionary<ISymbol, SharedMember> members,
        FixtureHolders? holders)
    {
        _holders = holders;
        _outermost = outermost;
        _foreignUses = foreignUses;
        _testCode = testCode;
        _mutations = mutations;
        _members = members;
        _contexts = new RunContexts(testCode, foreignUses);
        _isShared = members.ContainsKey;
    }

    public IEnumerable<SharedMember> Members => _members.Values;

    /// <summary>Are the members those of fixtures that the type holds?</summary>
    public bool IsOfFixtures => _holders is not null;

    /// <summary>The unit, or null where the type has no member that tests could share and change.</summary>
    public static StateUnit? Create(INamedTypeSymbol outermost, TestCode testCode, Mutations mutations, ForeignUses foreignUses)
    {
        ConcurrentDictionary<ISymbol, SharedMember>? members = null;
        Collect(outermost);
        return members is null ? null : new StateUnit(outermost, testCode, mutations, foreignUses, members, holders: null);

        void Collect(INamedTypeSymbol type)
        {
            bool? isTestCode = null;
            bool? sharesInstance = null;
            foreach (var member in type.GetMembers())
            {
                if (member is INamedTypeSymbol nested)
                {
                    Collect(nested);
                    continue;
                }

                if (SharedCandidate(member, mutations) is not { } candidate)
                    continue;

                var counts = candidate.IsStatic
                    ? isTestCode ??= testCode.IsTestCode(type)
                    : sharesInstance ??= testCode.SharesInstanceAmongTests(type);
                if (counts && !testCode.IsSetByFramework(candidate))
                    (members ??= new ConcurrentDictionary<ISymbol, SharedMember>(SymbolEqualityComparer.Default))[candidate] = new SharedMember(candidate);
            }
        }
    }

    /// <summary>The unit whose shared members are those of the fixtures that its test classes hold; they are found as they are used.</summary>
    public static StateUnit OfFixtures(
        INamedTypeSymbol outermost, TestCode testCode, Mutations mutations, ForeignUses foreignUses, FixtureHolders holders) =>
        new(outermost, testCode, mutations, foreignUses, new ConcurrentDictionary<ISymbol, SharedMember>(SymbolEqualityComparer.Default), holders);

    public void VisitReference(OperationAnalysisContext context)
    {
        ISymbol symbol;
        if (context.Operation is IFieldReferenceOperation field)
        {
            symbol = field.Field.OriginalDefinition;
        }
        else
        {
            var property = ((IPropertyReferenceOperation)context.Operation).Property.OriginalDefinition;
            symbol = property;
            if (!property.DeclaringSyntaxReferences.IsEmpty)
            {
                if (property.GetMethod is { } getter)
                    _contexts.AddCall(context.ContainingSymbol, getter);
                if (property.SetMethod is { } setter)
                    _contexts.AddCall(context.ContainingSymbol, setter);
            }
        }

        if (_holders is not null)
        {
            if (_holders.HoldState(context.Operation, symbol))
                Add(_members.GetOrAdd(symbol, static found => new SharedMember(found)), context.Operation, context.ContainingSymbol);
        }
        else if (_members.TryGetValue(symbol, out var member))
        {
            Add(member, context.Operation, context.ContainingSymbol);
        }
    }

    private void Add(SharedMember member, IOperation reference, ISymbol where)
    {
        // Of another object's field we do not know whose it is.
        if (!member.Symbol.IsStatic && _holders is null
            && reference is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } })
            return;

        if (reference.Parent is INameOfOperation)
            return;

        member.AddUser(where);
        if (Changes.Of(reference, member.Symbol, where, _mutations, _isShared) is { } change)
        {
            if (!ExpectedFailure.IsAllOf(reference))
                member.Changes.Enqueue(change);
        }
        else
            member.AddRead(reference);
    }

    public void VisitCall(OperationAnalysisContext context)
    {
        var method = context.Operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (method is not { ContainingType: { } type } || type.DeclaringSyntaxReferences.IsEmpty)
            return;

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (context.Operation.Parent is IDelegateCreationOperation { Parent: IFieldInitializerOperation or IPropertyInitializerOperation })
            _contexts.AddHandler(method);
        else
            _contexts.AddCall(context.ContainingSymbol, method);
    }

    /// <summary>Why the member is to be reported; null where it is not. Asked only when the whole type was visited.</summary>
    public Verdict? Judge(SharedMember member, CancellationToken cancellationToken)
    {
        if (_holders is null)
        {
            foreach (var (reference, where) in _foreignUses.Of(member.Symbol, _outermost, !member.Changes.IsEmpty, cancellationToken))
                Add(member, reference, where);
        }

        if (member.Changes.IsEmpty)
            return null;

        var leaks = new List<Change>();
        var interlocked = new List<Change>();
        var isReset = false;
        HashSet<ISymbol>? resetParts = null;
        foreach (var change in member.Changes)
        {
            var context = change.IsHandler ? RunContext.Test : _contexts.Of(change.Where);
            if ((context & ~RunContext.OncePerClass) == 0 || change.Kind == ChangeKind.Once)
                continue;

            var aroundTests = context & (RunContext.SetUp | RunContext.Teardown);
            if (change.Kind == ChangeKind.Release)
            {
                isReset |= aroundTests != 0;
                continue;
            }

            if (aroundTests != 0 && change is { Kind: ChangeKind.Assign or ChangeKind.Clear, IsConditional: false })
            {
                if (change.Part is null)
                    isReset = true;
                else
                    (resetParts ??= new HashSet<ISymbol>(SymbolEqualityComparer.Default)).Add(change.Part);
                continue;
            }

            if (change.Kind == ChangeKind.Interlocked)
                interlocked.Add(change);
            else if (IsLeak(member, change, context))
                leaks.Add(change);
        }

        // Tests may share a thread-safe collection on purpose, as a cache; one that a test empties holds the test's own.
        if (!leaks.Exists(static leak => leak is { Kind: ChangeKind.Clear, IsConcurrent: true }))
            leaks.RemoveAll(static leak => leak is { Kind: ChangeKind.Content, IsConcurrent: true });

        // A number drawn through Interlocked is unique whatever the order; one that somebody reads is a count.
        if (member.IsRead)
            leaks.AddRange(interlocked);
        if (leaks.Count == 0)
            return null;

        // Another class has another instance: where only one test uses the member, no other can see what it left.
        if (!member.Symbol.IsStatic
            && !_contexts.AnotherTestSees(leaks.Exists(static leak => leak.IsHandler) ? member.Users : leaks.Select(static leak => leak.Where), member.Users))
            return null;

        // What nobody looks at hurts no test: a sink against the optimizer, a reference that keeps something alive.
        if (!member.IsRead && leaks.TrueForAll(static leak => !leak.IsUsed))
            return null;

        var runsInParallel = RunsInParallel(member);
        if (!member.IsRead && leaks.TrueForAll(static leak => leak is { Kind: ChangeKind.Count, Part: null, IsUsed: true }))
        {
            return runsInParallel && !leaks.TrueForAll(static leak => leak.IsLocked)
                ? VerdictOn(member, leaks, "draw unique numbers by Interlocked.Increment, since tests run in parallel")
                : null;
        }

        if (isReset || leaks.TrueForAll(leak => leak.Part is not null && resetParts?.Contains(leak.Part) == true))
            return runsInParallel ? VerdictOn(member, leaks, "give each test its own, since tests run in parallel") : null;

        if (EnclosingTestClass(_holders is null ? member.Symbol.ContainingType : _outermost) is { } testClass && _testCode.RunsInOrder(testClass))
            return null;

        return VerdictOn(member, leaks, _holders is not null ? "give the test an object of its own or restore the value before each test" : member.Symbol.IsStatic
            ? FitsInstance(member)
                ? "make it an instance member or reset it before each test"
                : "give each test its own or reset it before each test"
            : "use a local or reset it before each test, since all tests of the class share one instance");
    }

    private static bool IsLeak(SharedMember member, Change change, RunContext context)
    {
        // What a test class's own instance state goes through outside of its tests, an override or a hook may undo.
        if (!member.Symbol.IsStatic && (context & RunContext.Test) == 0)
            return false;

        // Taking out what the test put in.
        return change.Kind is not (ChangeKind.Content or ChangeKind.Clear) || (context & ~RunContext.Teardown & ~RunContext.OncePerClass) != 0;
    }

    private Verdict VerdictOn(SharedMember member, List<Change> leaks, string advice)
    {
        var first = leaks[0];
        foreach (var leak in leaks)
        {
            if (Precedes(leak, first))
                first = leak;
        }

        var where = first.Where is IMethodSymbol { AssociatedSymbol: { } associated } ? associated : first.Where;
        var name = where is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
            ? where.ContainingType.Name + "()"
            : where.Name;
        return new Verdict(first, name, advice, FitsInstance(member), MadeOnce(member));
    }

    /// <summary>Where the framework's one-time set-up gives the member its value; null where it does not.</summary>
    private SyntaxNode? MadeOnce(SharedMember member)
    {
        foreach (var change in member.Changes)
        {
            if (change is { Kind: ChangeKind.Assign or ChangeKind.Once, Part: null, Where: IMethodSymbol { MethodKind: MethodKind.Ordinary } method }
                && _testCode.LifecycleOf(method) is { Role: LifecycleRole.SetUp, Scope: not TestScope.Test })
                return change.Syntax;
        }

        return null;
    }

    /// <summary>
    /// Numbers drawn from a counter have to differ from test to test, and what is made once is meant to be shared: an
    /// instance member would break the one and repeat the other. Nor can anything but instance code of the type reach one.
    /// </summary>
    private bool FitsInstance(SharedMember member)
    {
        if (!member.Symbol.IsStatic || !_testCode.HasInstancePerTest(member.Symbol.ContainingType))
            return false;

        foreach (var user in member.Users)
        {
            if (user is not IMethodSymbol { IsStatic: false } || !SymbolEqualityComparer.Default.Equals(user.ContainingType, member.Symbol.ContainingType))
                return false;
        }

        foreach (var change in member.Changes)
        {
            if (change.Kind is ChangeKind.Once or ChangeKind.Interlocked || change.Kind == ChangeKind.Count && (change.IsUsed || member.IsSpelt))
                return false;
        }

        return true;
    }

    /// <summary>Is <paramref name="left"/> the better evidence? What puts a value in tells more than what takes it back.</summary>
    private static bool Precedes(Change left, Change right)
    {
        var leftResets = IsNamedReset(left.Where);
        return leftResets == IsNamedReset(right.Where) ? Compare(left.Syntax, right.Syntax) < 0 : !leftResets;
    }

    private static bool IsNamedReset(ISymbol method) =>
        method.Name.StartsWith("Reset", StringComparison.Ordinal) || method.Name.StartsWith("Clear", StringComparison.Ordinal);

    private static int Compare(SyntaxNode left, SyntaxNode right)
    {
        var byFile = string.CompareOrdinal(left.SyntaxTree.FilePath, right.SyntaxTree.FilePath);
        return byFile != 0 ? byFile : left.SpanStart.CompareTo(right.SpanStart);
    }

    /// <summary>The field or auto-property that could change; null for everything else.</summary>
    private static ISymbol? SharedCandidate(ISymbol member, Mutations mutations)
    {
        // [field: ThreadStatic] stands on the field behind a property.
        if (member is not IFieldSymbol { IsConst: false } field || IsThreadStatic(field))
            return null;

        if (field.AssociatedSymbol is IPropertySymbol property)
        {
            return property is { SetMethod: { IsInitOnly: false } } || mutations.IsMutable(property.Type) ? property.OriginalDefinition : null;
        }

        if (field.IsImplicitlyDeclared || field.AssociatedSymbol is not null || field.RefKind != RefKind.None)
            return null;
        if (field.IsReadOnly && !mutations.IsMutable(field.Type))
            return null;
        return field.OriginalDefinition;
    }

    private static bool IsThreadStatic(IFieldSymbol field)
    {
        if (!field.IsStatic)
            return false;

        foreach (var attribute in field.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ThreadStaticAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
