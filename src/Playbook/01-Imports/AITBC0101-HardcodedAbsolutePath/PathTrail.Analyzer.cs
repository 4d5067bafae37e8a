using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Imports;

/// <summary>
/// Follows one candidate to what becomes of it: through conversions, concatenation and path composition, through locals,
/// parameters, and the fields and methods of its own type, to calls, assignments and returns.
/// </summary>
internal sealed partial class PathTrail(
    SemanticModel model, PathApis apis, PathOptions options, AbsolutePath path, string text, CancellationToken cancellationToken)
{
    private const int MaxDepth = 40;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IInvocationOperation> _calls = new(SymbolEqualityComparer.Default);
    private int _depth;

    public PathUses UsesOf(ExpressionSyntax value)
    {
        if (value.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } attributeArgument)
            return UsesInAttribute(attributeArgument);
        if (IsConstantOnly(value))
            return PathUses.Accepted;
        if (ModelOf(value).GetOperation(value, cancellationToken) is not { } operation)
            return PathUses.None;

        var uses = Follow(operation);
        return uses.Has(PathUses.Reads) && ValueGuards.IsProbedBefore(value, text) ? uses | PathUses.Probed : uses;
    }

    /// <summary>The trail may lead into another file of the compilation.</summary>
    private SemanticModel ModelOf(SyntaxNode node) => node.SyntaxTree == model.SyntaxTree ? model : apis.Types.Compilation.ModelOf(node.SyntaxTree);

    /// <summary>A pattern, a case label, an operand of a preprocessor-like construct: only compared.</summary>
    private static bool IsConstantOnly(ExpressionSyntax value) =>
        value.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax or RelationalPatternSyntax;

    private PathUses Follow(IOperation value)
    {
        if (_depth > MaxDepth)
            return PathUses.Unknown;

        _depth++;
        var uses = FollowParent(value);
        _depth--;
        return uses;
    }

    private PathUses FollowParent(IOperation value)
    {
        switch (value.Parent)
        {
            case IConversionOperation conversion:
                return apis.IsElsewhere(conversion.OperatorMethod?.ContainingType) ? PathUses.Elsewhere : Follow(conversion);
            case IParenthesizedOperation or ISwitchExpressionArmOperation or IUtf8StringOperation:
                return Follow(value.Parent);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return sum.LeftOperand == value ? Follow(sum) : PathUses.Accepted;
            case IBinaryOperation:
                return PathUses.Accepted;
            case ICoalesceOperation coalesce:
                return coalesce.Value == value ? Follow(coalesce) : PathUses.Fallback;
            case ICoalesceAssignmentOperation:
                return PathUses.Fallback;
            case IConditionalOperation choice when choice.Condition != value:
                return UsesOfChoice(choice, choice.Condition.Syntax);
            case ISwitchExpressionOperation choice:
                return choice.Value == value ? PathUses.Accepted : UsesOfChoice(choice, choice.Value.Syntax);
            case IInterpolationOperation { Parent: IInterpolatedStringOperation whole } hole:
                return whole.Parts[0] == hole ? Follow(whole) : PathUses.Accepted;
            case IInterpolatedStringHandlerCreationOperation handler:
                return apis.Types.Is(handler.Type, "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler")
                    ? Follow(handler)
                    : PathUses.Accepted;
            case IArgumentOperation argument:
                return UsesOfArgument(argument);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return UsesOfVariable(declarator.Symbol, value);
            case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                return UsesOfMember(field, value);
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                return UsesOfMember(property, value);
            case IParameterInitializerOperation { Parameter: var parameter }:
                return UsesOfDefault(parameter);
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                return Guarded(value.Syntax, assignment.Target.Syntax, () => UsesOfAssigned(assignment.Target, value));
            case IReturnOperation { Kind: OperationKind.Return } result:
                return Guarded(value.Syntax, null, () => UsesOfResult(result));
            case IArrayInitializerOperation list:
                return list.Parent is IArrayCreationOperation array
                    ? FollowList(array, list.ElementValues.Length)
                    : PathUses.Unknown;
            case ICollectionExpressionOperation list:
                return FollowList(list, list.Elements.Length);
            case IInvocationOperation call when call.Instance == value:
                return UsesOfReceiver(call);
            case IPropertyReferenceOperation property when property.Instance == value:
                return UsesOfPropertyOfPath(property);
            case IIsPatternOperation or IConstantPatternOperation or ISingleValueCaseClauseOperation or INameOfOperation or IDiscardOperation:
                return PathUses.Accepted;
            case ISwitchOperation:
                return PathUses.Accepted;
            default:
                return PathUses.Unknown;
        }
    }

    /// <summary>The value is one of several that a condition or switch chooses from.</summary>
    private PathUses UsesOfChoice(IOperation choice, SyntaxNode condition)
    {
        if (ValueGuards.AsksForValue(condition))
            return PathUses.Fallback;

        var uses = Follow(choice);
        return ValueGuards.AsksForSystem(condition) ? uses | PathUses.PerSystem : uses;
    }

    /// <summary>An assignment or return under a condition: a fallback, or this system's choice.</summary>
    private static PathUses Guarded(SyntaxNode value, SyntaxNode? target, Func<PathUses> uses) => ValueGuards.Around(value, target) switch
    {
        ValueGuard.MissingValue => PathUses.Fallback,
        ValueGuard.System => uses() | PathUses.PerSystem,
        _ => uses(),
    };

    private PathUses UsesOfVariable(ILocalSymbol local, IOperation value)
    {
        var uses = UsesOfReferences(local, ScopeOf(value.Syntax));
        return Understood(uses) ? uses : uses | OwnName(local.Name);
    }

    private PathUses UsesOfMember(ISymbol member, IOperation value)
    {
        var type = member.ContainingType;
        var scope = value.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var uses = scope is null ? PathUses.Unknown : UsesOfReferences(member, scope);
        if (member.DeclaredAccessibility != Accessibility.Private || type.DeclaringSyntaxReferences.Length > 1)
            uses |= PathUses.Unknown;
        if (path.Root == PathRoot.Machine && !uses.Has(PathUses.Reads | PathUses.Writes) && IsDefaultThatOthersReplace(member, value))
            return PathUses.Fallback;
        if (Understood(uses))
            return uses;

        var own = OwnName(member.Name);
        return uses | (own == PathUses.None ? OwnName(type.Name) & ~PathUses.NamedFile : own);
    }

    /// <summary>Is this what an option or setting holds until somebody sets it: given where it is declared, or in a constructor?</summary>
    private static bool IsDefaultThatOthersReplace(ISymbol member, IOperation value) =>
        IsSettable(member)
        && (value.Parent is ISymbolInitializerOperation
            || value.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
                is ConstructorDeclarationSyntax);

    /// <summary>Can others set the member?</summary>
    private static bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
        IFieldSymbol { IsReadOnly: false, IsConst: false } field => field.DeclaredAccessibility != Accessibility.Private,
        _ => false,
    };

    private PathUses UsesOfDefault(IParameterSymbol parameter)
    {
        var uses = UsesOfParameter(parameter);
        return Understood(uses) ? uses : uses | OwnName(parameter.Name);
    }

    /// <summary>What the method does with its parameter, where this compilation has its body.</summary>
    private PathUses UsesOfParameter(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return PathUses.Unknown;
        if (method.PartialImplementationPart is { } implementation)
            (method, parameter) = (implementation, implementation.Parameters[parameter.Ordinal]);

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (apis.Types.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                return UsesOfReferences(parameter, reference.GetSyntax(cancellationToken));
        }

        return PathUses.Unknown;
    }

    private PathUses UsesOfAssigned(IOperation target, IOperation value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return UsesOfVariable(local.Local, value);
            case IFieldReferenceOperation { Field: var field }:
                return IsOfThisType(field, value) ? UsesOfMember(field, value) : NameIn(field.Name, field.ContainingType) | PathUses.Unknown;
            case IPropertyReferenceOperation { Property: var property } reference:
                return UsesOfAssignedProperty(property, reference, value);
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                return UsesOfDefault(parameter.Parameter);
            case IParameterReferenceOperation parameter:
                return UsesOfParameter(parameter.Parameter) | OwnName(parameter.Parameter.Name) | PathUses.Unknown;
            case IDiscardOperation:
                return PathUses.Accepted;
            default:
                return PathUses.Unknown;
        }
    }

    private PathUses UsesOfAssignedProperty(IPropertySymbol property, IPropertyReferenceOperation reference, IOperation value)
    {
        var type = property.ContainingType;
        if (apis.IsFileSystem(type) || PathApis.Same(type, apis.Environment))
        {
            return PathApis.Same(type, apis.ProcessStartInfo) && property.Name == "FileName" && options.IsInterpreter(text)
                ? PathUses.Accepted
                : PathUses.Reads;
        }

        if (path.IsDataSource && (type.IsOrInherits(apis.DbConnection) || type.IsOrInherits(apis.DbConnectionStringBuilder)))
            return PathUses.Reads;
        if (apis.IsElsewhere(type) || apis.HasForeignSyntax(property) || property.IsIndexer)
            return PathUses.Elsewhere;
        if (IsOfThisType(property, value) && reference.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            return UsesOfMember(property, value);
        return NameIn(property.Name, type) | PathUses.Unknown;
    }

    private bool IsOfThisType(ISymbol member, IOperation value) =>
        value.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
        && PathApis.Same(ModelOf(declaration).GetDeclaredSymbol(declaration, cancellationToken), member.ContainingType.OriginalDefinition);

    private PathUses UsesOfResult(IReturnOperation result)
    {
        var function = result.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (function is AnonymousFunctionExpressionSyntax lambda)
            return UsesOfLambda(lambda);
        if (function is AccessorDeclarationSyntax { Parent.Parent: BasePropertyDeclarationSyntax accessed })
            function = accessed;
        if (function is null || ModelOf(function).GetDeclaredSymbol(function, cancellationToken) is not { } symbol)
            return PathUses.Unknown;
        if (_calls.TryGetValue(symbol.OriginalDefinition, out var call))
            return Follow(call);
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
        {
            var local = UsesOfReferences(symbol, ScopeOf(function));
            return Understood(local) ? local : local | OwnName(symbol.Name);
        }

        return symbol is IMethodSymbol or IPropertySymbol && symbol.ContainingType is not null
            ? UsesOfMember(symbol, result)
            : PathUses.Unknown;
    }

    private PathUses UsesOfLambda(AnonymousFunctionExpressionSyntax lambda)
    {
        var name = lambda.Parent switch
        {
            ArgumentSyntax argument => (ModelOf(argument).GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter?.Name,
            AssignmentExpressionSyntax { Left: var left } => (left as IdentifierNameSyntax ?? (left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText,
            _ => null,
        };
        return name is not null && (PathName.Of(name) & NameHint.Default) != 0 ? PathUses.Fallback : PathUses.Unknown;
    }

    /// <summary>Did every use tell what the value is for, so that the name need not?</summary>
    private static bool Understood(PathUses uses) => uses != PathUses.None && !uses.Has(PathUses.Unknown);

    private static PathUses OwnName(string name) => FromHint(PathName.Of(name));

    private static PathUses FromHint(NameHint hint)
    {
        if ((hint & NameHint.Elsewhere) != 0)
            return PathUses.Elsewhere;
        if ((hint & NameHint.File) != 0)
            return PathUses.Named | PathUses.NamedFile;
        return (hint & NameHint.Path) != 0 ? PathUses.Named : PathUses.None;
    }

    /// <summary>A name, unless the type around it speaks of another system's files (an SFTP client, a container).</summary>
    private static PathUses NameIn(string name, INamedTypeSymbol? type)
    {
        var hint = PathName.Of(name);
        if ((hint & NameHint.Local) == 0 && type is not null && (PathName.Of(type.Name) & NameHint.Foreign) != 0)
            return PathUses.Elsewhere;
        return FromHint(hint);
    }

    private static SyntaxNode ScopeOf(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case GlobalStatementSyntax { Parent: { } program }:
                    return program;
                case MemberDeclarationSyntax:
                    return ancestor;
            }
        }

        return node.SyntaxTree.GetRoot();
    }
}
