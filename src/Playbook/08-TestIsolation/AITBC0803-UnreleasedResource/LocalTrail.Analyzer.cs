using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// All that happens to the value of one local in the code block that holds it, under its own name and under those of the
/// locals that get the same value.
/// </summary>
internal sealed class LocalTrail
{
    /// <summary>How far a value is followed that helpers hand on to helpers.</summary>
    private const int MaxDepth = 2;

    private readonly ResourceUses _uses;
    private readonly ResourceTypes _resources;
    private readonly SystemResource _system;
    private readonly OwnedResource _resource;
    private readonly IOperation? _function;
    private readonly HashSet<ISymbol> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _releases = [];
    private readonly List<SyntaxNode> _starts = [];

    private LocalTrail(ResourceUses uses, ResourceTypes resources, SystemResource system, OwnedResource resource, IOperation declared)
    {
        _uses = uses;
        _resources = resources;
        _system = system;
        _resource = resource;
        _function = FunctionAround(declared);
    }

    /// <summary>Something starts, opens or connects it.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>The calls in its own function that start it; none where a helper does.</summary>
    public IReadOnlyList<SyntaxNode> Starts => _starts;

    /// <summary>The first place that releases it; null where none does.</summary>
    public IOperation? FirstRelease { get; private set; }

    /// <summary>
    /// The trail of <paramref name="local"/>; null where its value may be released or owned by something else: it is
    /// returned, stored, handed on, released by a lambda, set anew.
    /// </summary>
    public static LocalTrail? Of(
        ILocalSymbol local, IOperation declared, OwnedResource resource, ResourceUses uses, ResourceTypes resources, SystemResource system)
    {
        var trail = new LocalTrail(uses, resources, system, resource, declared);
        trail._names.Add(local);
        var root = declared.Root();
        // An alias may stand before another name of it, in a loop.
        for (var known = 0; known < trail._names.Count;)
        {
            known = trail._names.Count;
            if (!trail.Follow(root, declared))
                return null;
        }

        return trail;
    }

    /// <summary>Does this operation of the control-flow graph release it, or ask whether there is something to release?</summary>
    public bool Releases(IOperation operation) => operation is ILocalReferenceOperation && _releases.Contains(operation.Syntax);

    /// <summary>An assertion, but for one about the resource itself: that is there, or there is nothing to release.</summary>
    public bool IsAssertion(IOperation operation)
    {
        if (!Assertions.IsAssertion(operation))
            return false;

        foreach (var argument in ((IInvocationOperation)operation).Arguments)
        {
            if (argument.Value.WithoutConversions() is ILocalReferenceOperation { Local: var local } && _names.Contains(local))
                return false;
        }

        return true;
    }

    private bool Follow(IOperation root, IOperation declared)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: "Collect", ContainingType: { Name: "GC", ContainingNamespace.Name: "System" } } })
                return false;
            if (operation is ILocalReferenceOperation { Local: var local } reference && _names.Contains(local) && !TakesIn(reference, declared))
                return false;
        }

        return true;
    }

    private bool TakesIn(ILocalReferenceOperation reference, IOperation declared)
    {
        if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
            return assignment == declared || ResourceCreation.Unwrap(assignment.Value) is { ConstantValue: { HasValue: true, Value: null } };

        if (_system.Starts(reference))
            AddStart(reference);
        var use = _uses.Of(reference, out var alias);
        if (alias is not null)
            _names.Add(alias);
        switch (SystemResource.RunsToTheEnd(reference, _resource.Kind) ? ResourceUse.Released : use)
        {
            case ResourceUse.Released:
                // Whoever releases it in a lambda or a local function decides when.
                if (FunctionAround(reference) != _function)
                    return false;
                AddRelease(reference);
                return true;
            case ResourceUse.Plain:
                return true;
            case ResourceUse.Unclear:
                return IsOnlyLent(reference, MaxDepth);
            default:
                return false;
        }
    }

    private void AddStart(IOperation reference)
    {
        IsStarted = true;
        var start = reference.Parent is IArgumentOperation { Parent: { } extension } ? extension : reference.Parent!;
        if (FunctionAround(reference) == _function && !_starts.Contains(start.Syntax))
            _starts.Add(start.Syntax);
    }

    /// <summary>A release counts from the place that asks whether there is something to release.</summary>
    private void AddRelease(IOperation reference)
    {
        FirstRelease ??= reference;
        _releases.Add(reference.Syntax);
        for (IOperation current = reference; current.Parent is { } parent && parent is not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } && condition != current)
                AddNamesIn(condition);
            else if (parent is ISwitchOperation { Value: var value } && value != current)
                AddNamesIn(value);
        }
    }

    private void AddNamesIn(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation { Local: var local } && _names.Contains(local))
                _releases.Add(operation.Syntax);
        }
    }

    /// <summary>Is it handed to something that only looks at it: an assertion, a library's method that keeps nothing, a method in source that does so?</summary>
    private bool IsOnlyLent(IOperation reference, int depth)
    {
        var current = reference;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
            current = current.Parent;
        switch (current.Parent)
        {
            case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter }:
                if (Assertions.IsAssertion(call) || _resources.IsServiceRegistration(call.TargetMethod))
                    return true;
                var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
                if (!method.DeclaringSyntaxReferences.IsEmpty)
                    return depth > 0 && LooksOnlyOn(method, parameter, call, depth - 1);
                return IsOfPlatform(method.ContainingType) && !_resources.IsDisposable(ResourceCreation.ResultOf(method.ReturnType))
                    && method.ReturnType is not { TypeKind: TypeKind.TypeParameter or TypeKind.Delegate };
            case IIsTypeOperation or IIsPatternOperation:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Does a method in source use the parameter for nothing but calls and reads?</summary>
    private bool LooksOnlyOn(IMethodSymbol method, IParameterSymbol parameter, IInvocationOperation call, int depth)
    {
        if (call.SemanticModel?.Compilation is not { } compilation || method.DeclaringSyntaxReferences is not [var declaration]
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
            || method.IsVirtual || method.IsAbstract || method.IsOverride)
            return false;

        var syntax = declaration.GetSyntax();
        if (compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax) is not { } body)
            return false;

        foreach (var operation in body.Descendants())
        {
            if (operation is not IParameterReferenceOperation reference || reference.Parameter.Ordinal != parameter.Ordinal
                || reference.Parameter.Name != parameter.Name)
                continue;
            IsStarted |= _system.Starts(reference);
            var use = _uses.Of(reference, out var alias);
            if (use != ResourceUse.Plain && !(use == ResourceUse.Unclear && IsOnlyLent(reference, depth)) || alias is not null || FunctionAround(reference) is not null)
                return false;
        }

        return true;
    }

    private static bool IsOfPlatform(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space is { Name: "System" };
    }

    private static IOperation? FunctionAround(IOperation operation)
    {
        var current = operation.Parent;
        while (current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = current.Parent;
        return current;
    }
}
