using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>A resource that no teardown gives back.</summary>
/// <param name="Acquired">Where the member gets it.</param>
/// <param name="Kind">How it would be released.</param>
/// <param name="Scope">How long it should live.</param>
/// <param name="IsReleasedOnce">It is released, but only after the last of the tests that each made one.</param>
/// <param name="IsAlwaysSet">The initializer or the constructor makes it.</param>
/// <param name="Uncalled">The only method that releases it, which nobody calls.</param>
internal sealed record Leak(Acquisition Acquired, ResourceKind Kind, TestScope Scope, bool IsReleasedOnce, bool IsAlwaysSet, ISymbol? Uncalled = null);

/// <summary>Decides from all that a type does with a member whether the resource in it is lost.</summary>
/// <param name="held">What the type holds.</param>
/// <param name="outside">What other code does with it.</param>
/// <param name="endsByInterface">It is a test class that its framework ends by <c>IDisposable</c> alone.</param>
internal sealed class TeardownJudge(HeldMembers held, OutsideReleases outside, bool endsByInterface)
{
    public IEnumerable<Leak> Leaks(CancellationToken cancellationToken)
    {
        foreach (var group in held.Acquisitions.GroupBy(static acquisition => acquisition.Member, SymbolEqualityComparer.Default))
        {
            if (group.Key is { } member && Judge(member, [.. group.OrderBy(static a => a.At.Syntax.SpanStart)], cancellationToken) is { } leak)
                yield return leak;
        }
    }

    /// <summary>The subscriptions that each test or class makes anew on something that outlives it.</summary>
    public IEnumerable<(Subscription Subscription, TestScope Scope)> LeakedSubscriptions()
    {
        foreach (var subscription in held.Subscriptions)
        {
            var start = held.Reach.Of(subscription.Owner) & RunsIn.Start;
            if (start is RunsIn.None || (start & RunsIn.Assembly) != 0 || held.Unsubscriptions.Exists(u => SymbolEqualityComparer.Default.Equals(u.Event, subscription.Event)))
                continue;

            yield return (subscription, ScopeOf(start));
        }
    }

    private Leak? Judge(ISymbol member, List<Acquisition> acquisitions, CancellationToken cancellationToken)
    {
        if (!IsJudged(member))
            return null;

        var uses = held.UsesOf(member).ToList();
        var (first, resource, start) = FirstReached(acquisitions, uses);
        if (first is null)
            return null;

        var scope = ScopeOf(start);
        // What lives as long as the process ends with it, except where it is outside of the process.
        if (scope == TestScope.Assembly && resource.Kind is not (ResourceKind.Process or ResourceKind.Container or ResourceKind.TempDirectory or ResourceKind.TempFile))
            return null;
        if (member.IsStatic && IsMeantToBeShared(resource) || held.CollectsGarbage)
            return null;
        if (EndsWithAnother(resource.Creation, cancellationToken))
            return null;
        // State that a test leaves to the next one is AITBC0801's business.
        if (start == RunsIn.TestBody && (member.IsStatic || held.IsShared))
            return null;

        var releases = RunsIn.None;
        var isReleased = false;
        ISymbol? uncalled = null;
        foreach (var use in uses)
        {
            if (use.Use == ResourceUse.Moved || held.IsEndedThere(use))
                return null;
            if (use.Use == ResourceUse.Released || use.Use == ResourceUse.Unclear && held.Reach.IsTeardown(use.Owner))
            {
                if (scope == TestScope.Test && IsNeverCalled(use.Owner, cancellationToken))
                {
                    uncalled = use.Owner;
                    continue;
                }

                isReleased = true;
                var when = held.Reach.Of(use.Owner);
                releases |= when == RunsIn.None ? RunsIn.Open : when;
            }
        }

        var isAlwaysSet = acquisitions.TrueForAll(static a => a.Owner is not IMethodSymbol { MethodKind: not MethodKind.Constructor });
        if (isReleased)
        {
            return start == RunsIn.Test && !first.IsLazy && IsSetUpForEachTest(first) && (releases & ~(RunsIn.ClassTeardown | RunsIn.AssemblyTeardown)) == 0
                ? new Leak(first, resource.Kind, scope, IsReleasedOnce: true, isAlwaysSet)
                : null;
        }

        if (outside.MayRelease(held.Type, member, cancellationToken) || IsReleasedByBase(member))
            return null;
        foreach (var alias in held.AliasesOf(member))
        {
            // Made and given out by one method that a base or another class may call: theirs.
            if (alias is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } && acquisitions.Exists(a => SymbolEqualityComparer.Default.Equals(a.Owner, alias)))
                return null;
            if (outside.MayRelease(held.Type, alias, cancellationToken))
                return null;
        }

        return new Leak(first, resource.Kind, scope, IsReleasedOnce: false, isAlwaysSet, uncalled);
    }

    /// <summary><c>public void Dispose()</c> of a test class that does not implement <c>IDisposable</c>, and that no other code knows.</summary>
    private bool IsNeverCalled(ISymbol owner, CancellationToken cancellationToken) =>
        endsByInterface
        && owner is IMethodSymbol { Name: "Dispose", MethodKind: MethodKind.Ordinary, ReturnsVoid: true, IsStatic: false, IsVirtual: false, IsOverride: false, Parameters.IsEmpty: true } method
        && held.Reach.Of(method) == RunsIn.Open && !held.Reach.IsCalled(method)
        && !held.Type.AllInterfaces.Any(static type => type.Name is "IDisposable" or "IAsyncDisposable")
        && !outside.IsNamed(held.Type, cancellationToken);

    /// <summary>
    /// Is the resource made inside of another one that somebody ends, as an actor in its system or a channel in its
    /// connection? It may well end with that.
    /// </summary>
    private bool EndsWithAnother(IOperation creation, CancellationToken cancellationToken)
    {
        var arguments = creation switch
        {
            IObjectCreationOperation made => made.Arguments,
            IInvocationOperation called => called.Arguments,
            _ => [],
        };
        foreach (var argument in arguments)
        {
            if (ResourceCreation.Unwrap(argument.Value) is not IMemberReferenceOperation { Type: { } type } reference || !held.MayOwnOthers(type))
                continue;

            // _service.System ends with _service.
            while (ResourceCreation.Unwrap(reference.Instance) is IMemberReferenceOperation outer)
                reference = outer;
            if (reference.Instance is null or IInstanceReferenceOperation && IsEnded(reference.Member.OriginalDefinition, cancellationToken))
                return true;
        }

        return false;
    }

    private bool IsEnded(ISymbol member, CancellationToken cancellationToken)
    {
        // What a base of another assembly holds, it ends as it likes.
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, held.Type.ContainingAssembly))
            return held.Type.IsOrInherits(member.ContainingType.OriginalDefinition);

        foreach (var use in held.UsesOf(member))
        {
            if (use.Use == ResourceUse.Released || use.Use == ResourceUse.Unclear && held.Reach.IsTeardown(use.Owner))
                return true;
        }

        return IsReleasedByBase(member) || outside.MayRelease(held.Type, member, cancellationToken);
    }

    /// <summary>The first place that the framework reaches, and when it does so.</summary>
    private (Acquisition? First, OwnedResource Resource, RunsIn Start) FirstReached(List<Acquisition> acquisitions, List<MemberUse> uses)
    {
        Acquisition? first = null;
        OwnedResource resource = default;
        var start = RunsIn.None;
        foreach (var acquisition in acquisitions)
        {
            if ((acquisition.Resource ?? (acquisition.Helper is { } helper ? held.CreatedBy(helper) : null)) is not { } created)
                continue;

            if (!acquisition.Exists)
            {
                // A name only: something has to be made under it.
                if (uses.Find(static u => u.Made is not null).Made is not { } made)
                    continue;
                created = created with { Kind = made };
            }

            var when = WhenReached(acquisition);
            if (when == RunsIn.None)
                continue;

            start |= when;
            if (first is null)
                (first, resource) = (acquisition, created);
        }

        return (first, resource, start);
    }

    private RunsIn WhenReached(Acquisition acquisition)
    {
        if (acquisition.Owner is not IMethodSymbol)
            return held.Reach.OfInitializer(acquisition.Owner.IsStatic);

        var when = held.Reach.Of(acquisition.Owner);
        var start = when & RunsIn.Start;
        return start == RunsIn.None && (when & RunsIn.Open) != 0 ? held.Reach.OfInitializer(acquisition.Member.IsStatic) : start;
    }

    private bool IsSetUpForEachTest(Acquisition acquisition) =>
        acquisition.Owner is IMethodSymbol method && held.Reach.RootOf(method) == RunsIn.Test;

    /// <summary>A field, or a property with storage of its own.</summary>
    private static bool IsJudged(ISymbol member)
    {
        if (member is IFieldSymbol)
            return true;

        foreach (var other in member.ContainingType.GetMembers())
        {
            if (other is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member))
                return true;
        }

        return false;
    }

    private static bool IsMeantToBeShared(OwnedResource resource) =>
        resource.Type is { Name: "HttpClient", ContainingNamespace: { Name: "Http", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } };

    /// <summary>A member that a base type declares may be ended by any type between.</summary>
    private bool IsReleasedByBase(ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, held.Type))
            return false;

        for (var current = held.Type.BaseType; current is not null; current = current.BaseType)
        {
            if (OutsideReleases.ReleasesItself(current.OriginalDefinition, member.Name))
                return true;
        }

        return false;
    }

    private static TestScope ScopeOf(RunsIn start) =>
        (start & (RunsIn.Test | RunsIn.TestBody)) != 0 ? TestScope.Test : (start & RunsIn.Class) != 0 ? TestScope.Class : TestScope.Assembly;
}
