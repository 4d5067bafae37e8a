using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Directories and files of unique name under the temp directory: who makes one leaves one more behind with each run,
/// unless it is deleted.
/// </summary>
internal sealed class TempPaths(KnownTypes types)
{
    private readonly INamedTypeSymbol? _path = types["System.IO.Path"];
    private readonly INamedTypeSymbol? _directory = types["System.IO.Directory"];
    private readonly INamedTypeSymbol? _file = types["System.IO.File"];

    /// <summary>Can a variable of this type hold a path?</summary>
    public bool IsPathType(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || types.IsOrInherits(type, "System.IO.FileSystemInfo");

    /// <summary>
    /// The directory or file that <paramref name="value"/> names; null where it is not a unique one under the temp directory.
    /// <paramref name="exists"/> tells that the expression makes it, not only its name.
    /// </summary>
    public ResourceKind? Find(IOperation? value, out bool exists)
    {
        exists = false;
        switch (ResourceCreation.Unwrap(value))
        {
            case IPropertyReferenceOperation { Instance: { } info, Property.Name: "FullName" }:
                return Find(info, out exists);
            case IInvocationOperation { TargetMethod: var method } call when Is(method.ContainingType, _path):
                if (method.Name == "GetTempFileName")
                {
                    exists = true;
                    return ResourceKind.TempFile;
                }

                return IsUniqueTempName(call) ? ResourceKind.TempDirectory : null;
            case IInvocationOperation { TargetMethod: var method } call when Is(method.ContainingType, _directory):
                exists = method.Name == "CreateTempSubdirectory"
                    || method.Name == "CreateDirectory" && call.Arguments is [var path, ..] && IsUniqueTempName(path.Value);
                return exists ? ResourceKind.TempDirectory : null;
            case IObjectCreationOperation { Type: { } type, Arguments: [var name, ..] } when IsPathType(type):
                return IsUniqueTempName(name.Value) ? ResourceKind.TempDirectory : null;
            case IBinaryOperation or IInterpolatedStringOperation:
                return IsUniqueTempName(value!) ? ResourceKind.TempDirectory : null;
            default:
                return null;
        }
    }

    /// <summary>What happens to the path at <paramref name="reference"/>; <paramref name="made"/> is what is made there under this name.</summary>
    public ResourceUse UseOf(IOperation reference, out ILocalSymbol? alias, out ResourceKind? made)
    {
        alias = null;
        made = null;
        // Set where the walk has come to a path below this one.
        var isBelow = false;
        var current = reference;
        while (true)
        {
            switch (current.Parent)
            {
                case IInterpolationOperation { Parent: IInterpolatedStringOperation text } when IsDataSource(text):
                    made = ResourceKind.TempFile;
                    return ResourceUse.Plain;
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IInterpolationOperation or IInterpolatedStringOperation
                    or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                    current = current.Parent;
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                    isBelow = true;
                    current = current.Parent;
                    continue;
                case IConditionalAccessOperation access when access.Operation == current:
                    current = access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(static o => o is IConditionalAccessInstanceOperation) ?? access;
                    if (current == access)
                        return ResourceUse.Plain;
                    continue;
                case IPropertyReferenceOperation member when member.Instance == current:
                    if (member.Property.Name is not ("FullName" or "Name" or "Value"))
                        return ResourceUse.Plain;
                    current = member;
                    continue;
                case IInvocationOperation call when call.Instance == current:
                    if (call.TargetMethod.Name == "Create")
                        made = types.IsOrInherits(call.TargetMethod.ContainingType, "System.IO.FileInfo") ? ResourceKind.TempFile : ResourceKind.TempDirectory;
                    return ReleaseNames.EndsResource(call.TargetMethod.Name) ? ResourceUse.Released
                        : call.TargetMethod.IsOwnExtension() ? ResourceUse.Unclear
                        : ResourceUse.Plain;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    if (Is(call.TargetMethod.ContainingType, _path))
                    {
                        isBelow |= call.TargetMethod.Name is "Combine" or "Join";
                        current = call;
                        continue;
                    }

                    return Passed(call, isBelow, out made);
                case IArgumentOperation { Parent: IObjectCreationOperation creation } argument:
                    if (IsPathType(creation.Type!))
                    {
                        current = creation;
                        continue;
                    }

                    if (IsStreamOnFile(creation.Type) && IsFirst(argument))
                    {
                        made = isBelow ? null : ResourceKind.TempFile;
                        // DeleteOnClose and the like: whoever chooses options may have seen to the deletion.
                        return creation.Arguments.Length > 4 ? ResourceUse.Unclear : ResourceUse.Plain;
                    }

                    return OwnsItsPath(creation.Type) ? ResourceUse.Moved : ResourceUse.Unclear;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    alias = isBelow ? null : declarator.Symbol;
                    return isBelow ? ResourceUse.Unclear : ResourceUse.Plain;
                case IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "DataSource" or "Filename" } } assignment when assignment.Value == current:
                    made = isBelow ? null : ResourceKind.TempFile;
                    return ResourceUse.Plain;
                case IAssignmentOperation assignment when assignment.Value == current:
                    if (isBelow)
                        return ResourceUse.Plain;
                    alias = (assignment.Target as ILocalReferenceOperation)?.Local;
                    return alias is null && assignment.Target is IFieldReferenceOperation ? ResourceUse.Moved : ResourceUse.Plain;
                case IAssignmentOperation or IBinaryOperation or INameOfOperation or IExpressionStatementOperation:
                    return ResourceUse.Plain;
                default:
                    return ResourceUse.Unclear;
            }
        }
    }

    private ResourceUse Passed(IInvocationOperation call, bool isBelow, out ResourceKind? made)
    {
        var method = call.TargetMethod;
        made = null;
        if (Is(method.ContainingType, _directory) && method.Name == "CreateDirectory")
        {
            made = ResourceKind.TempDirectory;
            return ResourceUse.Plain;
        }

        if (Is(method.ContainingType, _file) && !isBelow
            && (method.Name.StartsWith("Write", StringComparison.Ordinal) || method.Name.StartsWith("Create", StringComparison.Ordinal)))
        {
            made = ResourceKind.TempFile;
            return ResourceUse.Plain;
        }

        if (ReleaseNames.EndsResource(method.Name))
            return isBelow ? ResourceUse.Unclear : ResourceUse.Released;
        return ReleaseNames.TakesResource(method.Name) && !IsPlatform(method.ContainingType) ? ResourceUse.Moved : ResourceUse.Unclear;
    }

    /// <summary>Is this an expression over the temp directory's path with a part that differs from run to run?</summary>
    private bool IsUniqueTempName(IOperation value)
    {
        var isTemp = false;
        var isUnique = false;
        foreach (var part in value.DescendantsAndSelf())
        {
            switch (part)
            {
                case IInvocationOperation { TargetMethod: var method } when Is(method.ContainingType, _path):
                    isTemp |= method.Name == "GetTempPath";
                    isUnique |= method.Name == "GetRandomFileName";
                    break;
                case IInvocationOperation { TargetMethod: var method }:
                    isUnique |= types.Is(method.ContainingType, "System.Guid") || types.Is(method.ContainingType, "System.Random");
                    break;
                case IPropertyReferenceOperation { Property: { Name: "Now" or "UtcNow" or "Ticks" or "TickCount" or "TickCount64" } }:
                    isUnique = true;
                    break;
            }
        }

        return isTemp && isUnique;
    }

    /// <summary>Is this the connection string of a database in a file, which the first connection makes?</summary>
    private static bool IsDataSource(IInterpolatedStringOperation text)
    {
        foreach (var part in text.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string literal } }
                && (literal.IndexOf("Data Source=", StringComparison.OrdinalIgnoreCase) >= 0
                    || literal.IndexOf("Filename=", StringComparison.OrdinalIgnoreCase) >= 0))
                return true;
        }

        return false;
    }

    private bool OwnsItsPath(ITypeSymbol? type) =>
        !IsPlatform(type) && (types.IsOrInherits(type, "System.IDisposable") || types.IsOrInherits(type, "System.IAsyncDisposable"));

    private static bool IsPlatform(ITypeSymbol? type) =>
        type?.ContainingAssembly?.Name is { } name && (name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib" or "netstandard");

    private bool IsStreamOnFile(ITypeSymbol? type) => types.Is(type, "System.IO.FileStream") || types.Is(type, "System.IO.StreamWriter");

    private static bool IsFirst(IArgumentOperation argument) => argument.Parameter?.Ordinal == 0;

    private static bool Is(INamedTypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
