using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>One place where a member of a test class gets a resource.</summary>
internal sealed record Acquisition(ISymbol Member, ISymbol Owner, OwnedResource? Resource, IMethodSymbol? Helper, IOperation At, bool IsLazy, bool Exists = true);

/// <summary>One place that names a member which may hold a resource.</summary>
/// <param name="Owner">The method, accessor or initializer.</param>
/// <param name="Use">What happens there.</param>
/// <param name="Made">What is made there under the name that the member holds.</param>
/// <param name="PassedTo">The parameter of a method of the same type that gets the value.</param>
internal readonly record struct MemberUse(ISymbol Owner, ResourceUse Use, ResourceKind? Made = null, IParameterSymbol? PassedTo = null);

/// <summary>One <c>+=</c> or <c>-=</c> on an event that outlives a test.</summary>
internal readonly record struct Subscription(IEventSymbol Event, ISymbol Owner, IEventAssignmentOperation At);

/// <summary>What the code of one test class, base or fixture does with its fields and properties, block by block.</summary>
internal sealed class HeldMembers(
    INamedTypeSymbol type, TestCode testCode, ResourceTypes resources, ResourceCreation creation, TempPaths paths, FileOptions<ResourceLists> lists)
{
    private readonly ResourceUses _uses = new(resources);
    private readonly object _gate = new();
    private readonly Dictionary<ISymbol, List<MemberUse>> _usesOf = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _aliases = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, OwnedResource> _created = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _endedParameters = new(SymbolEqualityComparer.Default);

    public INamedTypeSymbol Type => type;

    public MemberReach Reach { get; } = new(type, testCode);

    /// <summary>The class checks what happens to that which nobody disposes.</summary>
    public bool CollectsGarbage { get; private set; }

    public List<Acquisition> Acquisitions { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    public List<Subscription> Unsubscriptions { get; } = [];

    /// <summary>The resource that a member of the type creates and returns.</summary>
    public OwnedResource? CreatedBy(IMethodSymbol helper) => _created.TryGetValue(helper, out var created) ? created : null;

    /// <summary>May an object of this type own what is made from it, and end that with itself?</summary>
    public bool MayOwnOthers(ITypeSymbol holder) => resources.IsDisposable(holder) && !resources.IsOnlyLent(holder);

    /// <summary>Do several tests run on one instance?</summary>
    public bool IsShared { get; } = testCode.InstanceScope(type) != TestScope.Test;

    /// <summary>All that happens to the member, under its own name and under those that give it out.</summary>
    public IEnumerable<MemberUse> UsesOf(ISymbol member)
    {
        if (_usesOf.TryGetValue(member, out var uses))
        {
            foreach (var use in uses)
                yield return use;
        }

        if (!_aliases.TryGetValue(member, out var aliases))
            yield break;

        foreach (var alias in aliases)
        {
            if (_usesOf.TryGetValue(alias, out uses))
            {
                foreach (var use in uses)
                    yield return use;
            }
        }
    }

    /// <summary>Does a method of the type end, or give away, what it is handed here?</summary>
    public bool IsEndedThere(MemberUse use) => use.PassedTo is { } parameter && _endedParameters.Contains(parameter);

    /// <summary>The members that give out what <paramref name="member"/> holds.</summary>
    public IReadOnlyList<ISymbol> AliasesOf(ISymbol member) => _aliases.TryGetValue(member, out var aliases) ? aliases : [];

    /// <summary>Takes in one method body, accessor or initializer.</summary>
    public void Visit(ISymbol owner, ImmutableArray<IOperation> blocks)
    {
        if (blocks.IsEmpty)
            return;

        lock (_gate)
        {
            var body = new Body(this, owner, lists.Of(blocks[0].Syntax.SyntaxTree));
            foreach (var block in blocks)
                body.LinkLocals(block);
            foreach (var block in blocks)
                body.Visit(block);
        }
    }

    private bool IsOwn(ISymbol? symbol) =>
        symbol?.ContainingType is { } container
        && (SymbolEqualityComparer.Default.Equals(container.OriginalDefinition, type) || !container.DeclaringSyntaxReferences.IsEmpty && type.IsOrInherits(container.OriginalDefinition));

    private void AddUse(ISymbol member, MemberUse use)
    {
        if (!_usesOf.TryGetValue(member, out var uses))
            _usesOf.Add(member, uses = []);
        uses.Add(use);
    }

    /// <summary>The walk over one body.</summary>
    private sealed class Body(HeldMembers held, ISymbol owner, ResourceLists lists)
    {
        /// <summary>The members whose value a local has.</summary>
        private readonly Dictionary<ILocalSymbol, List<ISymbol>> _members = new(SymbolEqualityComparer.Default);

        /// <summary>What each local is set to.</summary>
        private readonly Dictionary<ILocalSymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);

        /// <summary>Finds the locals that a member is set from: their uses are the member's.</summary>
        public void LinkLocals(IOperation block)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { } initializer:
                        AddValue(local, initializer.Value);
                        break;
                    case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value }:
                        AddValue(local, value);
                        break;
                    case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value }
                        when held.IsOwn(target.Member) && ResourceCreation.Unwrap(value) is ILocalReferenceOperation { Local: var local }:
                        Link(local, target.Member.OriginalDefinition);
                        break;
                }
            }
        }

        public void Visit(IOperation block)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IFieldInitializerOperation { InitializedFields: var fields } initializer:
                        foreach (var field in fields)
                            Acquire(field, initializer.Value, initializer, isLazy: false);
                        break;
                    case IPropertyInitializerOperation { InitializedProperties: var properties } initializer:
                        foreach (var property in properties)
                            Acquire(property, initializer.Value, initializer, isLazy: false);
                        break;
                    case IFieldReferenceOperation reference when held.IsOwn(reference.Field):
                        // What an accessor calls 'field' is the property's own.
                        VisitReference(reference, (reference.Field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)reference.Field).OriginalDefinition);
                        break;
                    case IParameterReferenceOperation { Parameter: var parameter } reference when held._uses.Of(reference, out _) is ResourceUse.Released or ResourceUse.Moved:
                        held._endedParameters.Add(parameter);
                        break;
                    case IPropertyReferenceOperation reference when held.IsOwn(reference.Property):
                        VisitReference(reference, reference.Property.OriginalDefinition);
                        AddCall(reference.Property.GetMethod);
                        AddCall(reference.Property.SetMethod);
                        break;
                    case ILocalReferenceOperation reference when _members.TryGetValue(reference.Local, out var members):
                        foreach (var member in members.ToArray())
                            VisitLocal(reference, member);
                        break;
                    case IInvocationOperation call when held.IsOwn(call.TargetMethod):
                        AddCall(call.TargetMethod);
                        if (call.Type?.IsReferenceType == true)
                            RecordUse(call, call.TargetMethod.OriginalDefinition);
                        break;
                    case IInvocationOperation { TargetMethod: { Name: "Collect", ContainingType: { Name: "GC", ContainingNamespace.Name: "System" } } }:
                        held.CollectsGarbage = true;
                        break;
                    case IMethodReferenceOperation group when held.IsOwn(group.Method):
                        AddCall(group.Method);
                        break;
                    case IReturnOperation { ReturnedValue: { } value } when owner is IMethodSymbol method && !IsInLambda(operation):
                        Returned(method, value);
                        break;
                    case IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment when OutlivesTest(reference):
                        (assignment.Adds ? held.Subscriptions : held.Unsubscriptions).Add(new Subscription(reference.Event, owner, assignment));
                        break;
                }
            }
        }

        private void VisitReference(IOperation reference, ISymbol member)
        {
            switch (reference.Parent)
            {
                case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                    Acquire(member, assignment.Value, assignment, IsGuarded(assignment, member));
                    break;
                case ICoalesceAssignmentOperation assignment when assignment.Target == reference:
                    Acquire(member, assignment.Value, assignment, isLazy: true);
                    break;
                case ITupleOperation when reference.DeconstructedValue() is { } value && ResourceCreation.Unwrap(value) is not ILocalReferenceOperation:
                    Acquire(member, value, reference, IsGuarded(reference, member));
                    break;
                default:
                    RecordUse(reference, member);
                    break;
            }
        }

        private void VisitLocal(IOperation reference, ISymbol member)
        {
            // The assignment that links the two is not a use, nor is one to the local.
            if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
                return;
            for (var current = reference.Parent; current is IConversionOperation or ISimpleAssignmentOperation; current = current.Parent)
            {
                if (current is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target }
                    && SymbolEqualityComparer.Default.Equals(target.Member.OriginalDefinition, member))
                    return;
            }

            RecordUse(reference, member);
        }

        private void RecordUse(IOperation reference, ISymbol member)
        {
            ILocalSymbol? alias;
            ResourceKind? made = null;
            var use = held.IsPath(member) ? held.UseOfPath(reference, out alias, out made) : held._uses.Of(reference, out alias);
            if (alias is not null)
                Link(alias, member);
            var passedTo = (reference.Parent is IConversionOperation conversion ? conversion.Parent : reference.Parent) is IArgumentOperation
            {
                Parent: IInvocationOperation call, Parameter: { } parameter
            } && held.IsOwn(call.TargetMethod) ? parameter.OriginalDefinition : null;
            held.AddUse(member, new MemberUse(owner, use, made, passedTo));
            if (use == ResourceUse.Unclear && IsReturned(reference) && owner is IMethodSymbol method)
                held.AddAlias(member, (method.AssociatedSymbol ?? method).OriginalDefinition);
        }

        private void Acquire(ISymbol member, IOperation value, IOperation at, bool isLazy)
        {
            if (IsInLambda(at) || !MayHold(member))
                return;

            if (held.IsPath(member))
            {
                var path = ValueOf(value);
                if (held.FindPath(path, out var exists) is { } kind)
                    held.Acquisitions.Add(new Acquisition(member, owner, new OwnedResource(kind, TypeOf(member), path), null, at, isLazy, exists));
                return;
            }

            var helper = (ResourceCreation.Unwrap(value) as IInvocationOperation)?.TargetMethod;
            helper = helper is not null && held.IsOwn(helper) ? helper.OriginalDefinition : null;
            var resource = held.Created(ValueOf(value), lists);
            if (resource is null && helper is null)
                return;

            held.Acquisitions.Add(new Acquisition(member, owner, resource, helper, at, isLazy));
            if (at.Parent is not (null or IExpressionStatementOperation) && at is IAssignmentOperation
                && held._uses.Of(at, out _) is var use and (ResourceUse.Moved or ResourceUse.Released))
                held.AddUse(member, new MemberUse(owner, use));
            // protected override Host Create() => _host = new Host(): the base class asked for it, and has it.
            else if (owner is IMethodSymbol { IsOverride: true, MethodKind: MethodKind.Ordinary } && IsReturned(at))
                held.AddUse(member, new MemberUse(owner, ResourceUse.Moved));
        }

        private void Returned(IMethodSymbol method, IOperation value)
        {
            // A local that is returned may be given away before.
            if (ResourceCreation.Unwrap(value) is ILocalReferenceOperation { Local: var local } && IsGivenAway(local, value))
                return;
            if (held.Created(ValueOf(value), lists) is { } created)
                held._created[method.OriginalDefinition] = created;
        }

        private bool IsGivenAway(ILocalSymbol local, IOperation near)
        {
            var root = near;
            while (root.Parent is { } parent)
                root = parent;
            foreach (var operation in root.Descendants())
            {
                if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                    && held._uses.Of(reference, out _) is ResourceUse.Moved or ResourceUse.Released)
                    return true;
            }

            return false;
        }

        /// <summary>What a local was set to, where that is one thing only; any other value itself.</summary>
        private IOperation ValueOf(IOperation value)
        {
            if (ResourceCreation.Unwrap(value) is not ILocalReferenceOperation { Local: var local } || !_values.TryGetValue(local, out var values))
                return value;

            IOperation? only = null;
            foreach (var candidate in values)
            {
                if (ResourceCreation.Unwrap(candidate) is { ConstantValue: { HasValue: true, Value: null } })
                    continue;
                if (only is not null)
                    return value;
                only = candidate;
            }

            return only ?? value;
        }

        private void AddCall(IMethodSymbol? callee)
        {
            if (callee is not null)
                held.Reach.AddCall(owner, callee);
        }

        private void AddValue(ILocalSymbol local, IOperation value)
        {
            if (!_values.TryGetValue(local, out var values))
                _values.Add(local, values = []);
            values.Add(value);
        }

        private void Link(ILocalSymbol local, ISymbol member)
        {
            if (!_members.TryGetValue(local, out var members))
                _members.Add(local, members = []);
            if (!members.Contains(member, SymbolEqualityComparer.Default))
                members.Add(member);
        }

        /// <summary>Does an <c>if</c> around this assignment ask about the member itself?</summary>
        private static bool IsGuarded(IOperation assignment, ISymbol member)
        {
            for (var current = assignment.Parent; current is not null; current = current.Parent)
            {
                if (current is IConditionalOperation { Condition: var condition }
                    && condition.DescendantsAndSelf().Any(o => o is IMemberReferenceOperation reference
                        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member)))
                    return true;
            }

            return false;
        }

        private static bool IsReturned(IOperation reference)
        {
            var current = reference.Parent;
            while (current is IConversionOperation or ICoalesceOperation or IParenthesizedOperation)
                current = current.Parent;
            return current is IReturnOperation;
        }

        private static bool IsInLambda(IOperation operation)
        {
            for (var current = operation.Parent; current is not null; current = current.Parent)
            {
                if (current is IAnonymousFunctionOperation)
                    return true;
            }

            return false;
        }

        private bool OutlivesTest(IEventReferenceOperation reference) =>
            !held.IsOwn(reference.Event)
            && (reference.Event.IsStatic || reference.Instance is IMemberReferenceOperation { Member.IsStatic: true } holder && !held.IsOwn(holder.Member));
    }

    private static bool MayHold(ISymbol member) =>
        !member.IsImplicitlyDeclared && member is IFieldSymbol { IsConst: false } or IPropertySymbol && TypeOf(member).IsReferenceType;

    private static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol method => ResourceCreation.ResultOf(method.ReturnType),
        _ => throw new InvalidOperationException("Only members that have a type are held."),
    };

    private bool IsPath(ISymbol member) => paths.IsPathType(TypeOf(member));

    private ResourceUse UseOfPath(IOperation reference, out ILocalSymbol? alias, out ResourceKind? made) => paths.UseOf(reference, out alias, out made);

    private ResourceKind? FindPath(IOperation value, out bool exists) => paths.Find(value, out exists);

    private OwnedResource? Created(IOperation value, ResourceLists options) => creation.Find(value, options);

    private void AddAlias(ISymbol member, ISymbol alias)
    {
        if (!_aliases.TryGetValue(member, out var aliases))
            _aliases.Add(member, aliases = []);
        if (!aliases.Contains(alias, SymbolEqualityComparer.Default))
            aliases.Add(alias);
    }
}
