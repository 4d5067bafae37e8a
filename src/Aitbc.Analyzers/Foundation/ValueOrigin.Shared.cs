using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Where a value comes from.</summary>
/// <param name="Operation">What makes the value: a literal or constant, a creation, a call, a parameter.</param>
/// <param name="Shown">What stands for the value in the code that the trace started in; the place to report.</param>
/// <param name="IsSole">Nothing else can give the value: every local, field and property on the way has this one source.</param>
internal readonly record struct ValueOrigin(IOperation Operation, IOperation Shown, bool IsSole)
{
    /// <summary>Is the value made in the very code that the trace started in, so that a report may point into it?</summary>
    public bool IsInPlace => ReferenceEquals(Operation, Shown);
}

/// <summary>
/// Walks backward from a value to what makes it: through conversions, constants, locals, fields and properties, also
/// those of other files.
/// </summary>
/// <remarks>
/// Meant for values that already are interesting (an argument of a sink): it binds code on demand and caches nothing.
/// Not path-sensitive: a variable that is written more than once has several origins, none of them the sole one.
/// </remarks>
internal sealed class ValueTrace(Compilation compilation, CancellationToken cancellationToken)
{
    private const int MaxSteps = 8;

    /// <summary>All origins of <paramref name="value"/>.</summary>
    public ImmutableArray<ValueOrigin> Origins(IOperation value) => Origins(new ValueOrigin(value, value, true));

    /// <summary>All origins of a value that is part of what another trace found, reported in that trace's place.</summary>
    public ImmutableArray<ValueOrigin> Origins(IOperation value, ValueOrigin within) =>
        Origins(new ValueOrigin(value, within.IsInPlace ? value : within.Shown, within.IsSole));

    private ImmutableArray<ValueOrigin> Origins(ValueOrigin start)
    {
        var found = ImmutableArray.CreateBuilder<ValueOrigin>(1);
        var scope = start.Operation.Root().Syntax;
        Follow(start, scope, MaxSteps, found);
        return found.ToImmutable();
    }

    private void Follow(ValueOrigin at, SyntaxNode scope, int steps, ImmutableArray<ValueOrigin>.Builder found)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = at.Operation.WithoutConversions();
        var shown = at.IsInPlace ? operation : at.Shown;
        at = new ValueOrigin(operation, shown, at.IsSole);
        if (operation.ConstantValue.HasValue || steps == 0 || VariableOf(operation) is not { } variable)
        {
            found.Add(at);
            return;
        }

        var writes = WritesTo(variable, operation);
        var isSole = at.IsSole && writes is { IsComplete: true, Values.Length: 1 };
        if (writes.Values.IsEmpty)
        {
            // Nobody writes it that we can see: it is its own origin.
            found.Add(at);
            return;
        }

        foreach (var value in writes.Values)
        {
            // Code elsewhere (another member, another file) cannot carry a report of this one.
            var inPlace = at.IsInPlace && value.Syntax.SyntaxTree == scope.SyntaxTree && scope.Span.Contains(value.Syntax.Span);
            Follow(new ValueOrigin(value, inPlace ? value : shown, isSole), scope, steps - 1, found);
        }
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.Length: 0 } property => property.Property,
        _ => null,
    };

    private Writes WritesTo(ISymbol variable, IOperation reference) => variable switch
    {
        ILocalSymbol { RefKind: RefKind.None } => VariableWrites.OfLocal(variable, reference.Root()),
        IFieldSymbol or IPropertySymbol => VariableWrites.OfMember(variable, compilation, cancellationToken),
        _ => Writes.Unknown,
    };
}
