using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>The values that a variable is given.</summary>
/// <param name="Values">What is assigned, initializers included.</param>
/// <param name="IsComplete">There is no other way for the variable to change.</param>
internal readonly record struct Writes(ImmutableArray<IOperation> Values, bool IsComplete)
{
    public static readonly Writes Unknown = new([], IsComplete: false);
}

/// <summary>Finds what is written to a local, field or property.</summary>
internal static class VariableWrites
{
    /// <summary>The writes to a local in the code block that holds it.</summary>
    public static Writes OfLocal(ISymbol local, IOperation root)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        var isComplete = true;
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer()?.Value is { } initial)
                        values.Add(initial);
                    else
                        // foreach and the like give the value; a plain declaration gives none.
                        isComplete &= declarator.Parent is IVariableDeclarationOperation;
                    break;
                case ILocalReferenceOperation reference when Same(reference.Local, local):
                    isComplete &= AddWrite(reference, values);
                    break;
                case IDeclarationPatternOperation pattern when Same(pattern.DeclaredSymbol, local):
                    isComplete = false;
                    break;
            }
        }

        return new Writes(values.ToImmutable(), isComplete);
    }

    /// <summary>
    /// The writes to a field or property of the compilation, in its own type. They are all there are where nobody else
    /// can write it: it is private, read-only or computed.
    /// </summary>
    public static Writes OfMember(ISymbol member, Compilation compilation, CancellationToken cancellationToken)
    {
        member = member.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly) || member.ContainingType is not { } type)
            return Writes.Unknown;

        var values = ImmutableArray.CreateBuilder<IOperation>();
        var isComplete = !IsWritableOutside(member);
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (!AddDeclared(reference.GetSyntax(cancellationToken), compilation, values, out var isComputed, cancellationToken))
                return Writes.Unknown;
            if (isComputed)
                return new Writes(values.ToImmutable(), !member.IsVirtual && !member.IsOverride && !member.IsAbstract);
        }

        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            var model = compilation.ModelOf(declaration.SyntaxTree);
            foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != member.Name || !MayWrite(name))
                    continue;
                if (Same(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, member)
                    && model.GetOperation(WholeOf(name), cancellationToken) is { } operation)
                    isComplete &= AddWrite(operation, values);
            }
        }

        return new Writes(values.ToImmutable(), isComplete);
    }

    /// <summary>The value that the declaration itself gives; false where it cannot be read.</summary>
    private static bool AddDeclared(
        SyntaxNode declaration, Compilation compilation, ImmutableArray<IOperation>.Builder values, out bool isComputed, CancellationToken cancellationToken)
    {
        ExpressionSyntax? expression = null;
        isComputed = false;
        switch (declaration)
        {
            case VariableDeclaratorSyntax variable:
                expression = variable.Initializer?.Value;
                break;
            case PropertyDeclarationSyntax { ExpressionBody.Expression: { } body }:
                (expression, isComputed) = (body, true);
                break;
            case PropertyDeclarationSyntax { AccessorList: { } accessors } property:
                foreach (var accessor in accessors.Accessors)
                {
                    if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && ComputedBy(accessor) is { } computed)
                        (expression, isComputed) = (computed, true);
                    else if (accessor.Body is not null || accessor.ExpressionBody is not null)
                        return false;
                }

                if (!isComputed)
                    expression = property.Initializer?.Value;
                break;
            default:
                return false;
        }

        if (expression is not null && compilation.ModelOf(expression.SyntaxTree).GetOperation(expression, cancellationToken) is { } value)
            values.Add(value);
        return true;
    }

    private static ExpressionSyntax? ComputedBy(AccessorDeclarationSyntax getter) =>
        getter.ExpressionBody?.Expression
        ?? (getter.Body is { Statements: [ReturnStatementSyntax { Expression: { } returned }] } ? returned : null);

    private static bool IsWritableOutside(ISymbol member)
    {
        if (member is IFieldSymbol field)
            return !field.IsReadOnly && !field.IsConst && field.DeclaredAccessibility != Accessibility.Private;
        return member is IPropertySymbol { SetMethod: { } setter } && setter.DeclaredAccessibility != Accessibility.Private;
    }

    /// <summary>Does the reference write its variable? What it writes is added; false where that cannot be read.</summary>
    private static bool AddWrite(IOperation reference, ImmutableArray<IOperation>.Builder values)
    {
        if (reference.Parent is ITupleOperation && reference.DeconstructedValue() is { } part)
        {
            values.Add(part);
            return true;
        }

        switch (reference.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                values.Add(assignment.Value);
                return !assignment.IsRef;
            case ICompoundAssignmentOperation compound when compound.Target == reference:
            case ICoalesceAssignmentOperation coalesce when coalesce.Target == reference:
            case IIncrementOrDecrementOperation:
            case IAddressOfOperation:
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation or IDeclarationExpressionOperation }:
            case IDeclarationExpressionOperation:
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } }:
                return false;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                return false;
            default:
                return true;
        }
    }

    private static bool MayWrite(IdentifierNameSyntax name)
    {
        var whole = WholeOf(name);
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => true,
            ArgumentSyntax argument => argument.RefKindKeyword != default || argument.Parent is TupleExpressionSyntax,
            RefExpressionSyntax => true,
            _ => false,
        };
    }

    private static ExpressionSyntax WholeOf(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    private static bool Same(ISymbol? one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
