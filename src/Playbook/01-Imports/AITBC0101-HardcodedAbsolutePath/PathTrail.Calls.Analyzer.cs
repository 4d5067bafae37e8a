using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Imports;

/// <summary>The part of the trail that ends in calls, attributes and conversions.</summary>
internal sealed partial class PathTrail
{
    private PathUses UsesOfArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter)
            return PathUses.Unknown;

        switch (argument.Parent)
        {
            case IInvocationOperation call:
                return UsesOfInvocation(call, argument, parameter);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return UsesOfCreation(creation, constructor, parameter);
            case IPropertyReferenceOperation:
                return PathUses.Accepted;
            default:
                return NameIn(parameter.Name, parameter.ContainingType) | PathUses.Unknown;
        }
    }

    private PathUses UsesOfInvocation(IInvocationOperation call, IArgumentOperation argument, IParameterSymbol parameter)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (PathApis.Same(type, apis.Path))
            return UsesOfPathMethod(call, argument, parameter);
        if (type?.SpecialType == SpecialType.System_String)
            return method.Name is "Format" or "Concat" && IsHead(argument, parameter) ? Follow(call) : PathUses.Accepted;
        if (call.IsImplicit || method.Name == "Add")
            return UsesOfAdd(call, parameter);
        return UsesOfCall(method, parameter, call);
    }

    private PathUses UsesOfPathMethod(IInvocationOperation call, IArgumentOperation argument, IParameterSymbol parameter)
    {
        switch (call.TargetMethod.Name)
        {
            // An absolute path that is combined in second place is absolute still, a route is not meant to be.
            case "Combine" when IsHead(argument, parameter) || (path.IsDefinite && !IsRouteLike):
            case "Join" or "GetFullPath" or "ChangeExtension" or "TrimEndingDirectorySeparator" when IsHead(argument, parameter):
                return Follow(call) | PathUses.Composed;
            case "Exists":
                return PathUses.Probed;
            default:
                return PathUses.Accepted;
        }
    }

    private bool IsRouteLike => text[path.Start] == '/' && !path.IsFileUrl;

    /// <summary>Is this the first argument, or the first element of it?</summary>
    private static bool IsHead(IArgumentOperation argument, IParameterSymbol parameter) =>
        parameter.Ordinal == 0 || (parameter.Ordinal == 1 && parameter.Type.SpecialType != SpecialType.System_String && argument.Parent is IInvocationOperation
        {
            TargetMethod: { Name: "Format", Parameters: [{ Type.SpecialType: not SpecialType.System_String }, ..] }
        });

    /// <summary>An element of a collection initializer, or an argument of a process.</summary>
    private PathUses UsesOfAdd(IInvocationOperation call, IParameterSymbol parameter)
    {
        if (call.Instance is IPropertyReferenceOperation { Property: { Name: "ArgumentList" } list } && PathApis.Same(list.ContainingType, apis.ProcessStartInfo))
            return PathUses.Reads;
        if (!call.IsImplicit)
            return UsesOfCall(call.TargetMethod, parameter);
        return call.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation collection } initializer
            ? FollowList(collection, initializer.Initializers.Length)
            : PathUses.Unknown;
    }

    private PathUses UsesOfCreation(IObjectCreationOperation creation, IMethodSymbol constructor, IParameterSymbol parameter)
    {
        var type = constructor.ContainingType;
        if (apis.IsFileOrDirectoryInfo(type))
            return Follow(creation) | PathUses.Composed;
        if (PathApis.Same(type, apis.Uri))
            return path.IsFileUrl ? Follow(creation) | PathUses.Composed : PathUses.Elsewhere;
        if (path.IsDataSource && (type.IsOrInherits(apis.DbConnection) || type.IsOrInherits(apis.DbConnectionStringBuilder)))
            return PathUses.Reads;
        return UsesOfCall(constructor, parameter);
    }

    /// <summary>What a method or constructor does with what is passed for this parameter (null: its first one).</summary>
    private PathUses UsesOfCall(IMethodSymbol method, IParameterSymbol? parameter, IInvocationOperation? call = null)
    {
        method = method.ReducedFrom ?? method;
        parameter ??= method.Parameters.Length > 0 ? method.Parameters[0] : null;
        if (parameter is null)
            return PathUses.Unknown;

        var type = method.ContainingType;
        var name = PathName.Of(parameter.Name);
        if (apis.IsFileSystem(type))
            return UsesInFileSystem(method, type, parameter, name);
        if (apis.IsElsewhere(type) || apis.HasForeignSyntax(parameter))
            return PathUses.Elsewhere;
        if ((name & NameHint.Default) != 0)
            return PathUses.Fallback;
        if (apis.IsFileOrDirectoryInfo(parameter.OriginalDefinition.Type))
            return UsesOfInfo(method, parameter, call);
        if (path.IsDataSource)
            return (name & NameHint.Connection) != 0 ? PathUses.Reads : PathUses.Unknown;
        if (PathApis.IsProbe(method))
            return PathUses.Probed;

        var named = (name & NameHint.Transfer) != 0 && !IsRouteLike ? PathUses.Named : NameIn(parameter.Name, type);
        if (!type.DeclaringSyntaxReferences.IsEmpty)
        {
            var inside = UsesInside(method, parameter, call);
            return Understood(inside) && !inside.Has(PathUses.Fallback) ? inside : (inside & ~PathUses.Fallback) | named | PathUses.Unknown;
        }

        return named | PathUses.Unknown;
    }

    /// <summary>A method that is given a file or directory object does something with it, unless its body shows that it only asks for a name.</summary>
    private PathUses UsesOfInfo(IMethodSymbol method, IParameterSymbol parameter, IInvocationOperation? call)
    {
        // ContainerBuilder.WithResourceMapping(source, target): the far end of a copy.
        if (parameter.Name is "target" or "destination" or "dest" && (PathName.Of(method.ContainingType.Name) & NameHint.Foreign) != 0)
            return PathUses.Elsewhere;

        var inside = UsesInside(method, parameter, call);
        if (Understood(inside))
            return inside;
        return method.ReturnType.SpecialType == SpecialType.System_String ? PathUses.Unknown : PathUses.Reads;
    }

    /// <summary>What the body of a called method does; what it returns comes back to this call and to no other.</summary>
    private PathUses UsesInside(IMethodSymbol method, IParameterSymbol parameter, IInvocationOperation? call)
    {
        if (call is null)
            return UsesOfParameter(parameter);
        if (_calls.ContainsKey(method.OriginalDefinition))
            return PathUses.Unknown;

        _calls.Add(method.OriginalDefinition, call);
        var uses = UsesOfParameter(parameter);
        _calls.Remove(method.OriginalDefinition);
        return uses;
    }

    private PathUses UsesInFileSystem(IMethodSymbol method, INamedTypeSymbol type, IParameterSymbol parameter, NameHint name)
    {
        var isProcess = PathApis.Same(type, apis.Process) || PathApis.Same(type, apis.ProcessStartInfo);
        if (isProcess && parameter.Name == "fileName")
            return options.IsInterpreter(text) ? PathUses.Accepted : PathUses.Reads;

        var takesPath = (name & (NameHint.Path | NameHint.File)) != 0
            || parameter.Name is "uri" or "inputUri" or "url" or "driveName" or "libraryName" or "arguments" or "contentRoot" or "webRoot" or "stylesheetUri";
        return takesPath ? apis.UsesOf(method) : PathUses.Accepted;
    }

    /// <summary>A member is called on the text, or on the object that was made of it.</summary>
    private PathUses UsesOfReceiver(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if (apis.IsFileOrDirectoryInfo(type))
            return apis.UsesOf(call.TargetMethod);
        if (type?.SpecialType != SpecialType.System_String)
            return call.TargetMethod.Name is "ToString" ? Follow(call) : PathUses.Accepted;
        return call.TargetMethod.Name is "ToString" or "Trim" or "TrimEnd" or "ToLowerInvariant" or "ToLower" or "Replace" or "Normalize"
            ? Follow(call)
            : PathUses.Accepted;
    }

    private PathUses UsesOfPropertyOfPath(IPropertyReferenceOperation property) =>
        !apis.IsFileOrDirectoryInfo(property.Property.ContainingType) ? PathUses.Accepted
        : property.Property.Name switch
        {
            "Exists" => PathUses.Probed,
            "FullName" => Follow(property),
            "Name" or "Extension" or "Parent" or "Root" or "DirectoryName" => PathUses.Accepted,
            _ => PathUses.Reads,
        };

    private PathUses UsesInAttribute(AttributeArgumentSyntax argument)
    {
        if (argument.Parent?.Parent is not AttributeSyntax attribute
            || ModelOf(attribute).GetSymbolInfo(attribute, cancellationToken).Symbol is not IMethodSymbol { ContainingType: { } type } constructor)
            return PathUses.None;
        if (PathApis.Same(type, apis.DllImport) || PathApis.Same(type, apis.LibraryImport))
            return PathUses.Reads;

        var name = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
        if (name is null && attribute.ArgumentList is { } list)
        {
            var index = list.Arguments.IndexOf(argument);
            name = index < constructor.Parameters.Length ? constructor.Parameters[index].Name : null;
            if (name is not null && apis.HasForeignSyntax(constructor.Parameters[index]))
                return PathUses.Elsewhere;
        }

        if (name is null)
            return PathUses.None;

        // [Option(Default = "...")] and [DefaultValue("...")]: the member that they stand on has the name.
        var isDefault = (PathName.Of(name) & NameHint.Default) != 0 || PathName.Of(type.Name).HasFlag(NameHint.Default);
        if (!isDefault || attribute.Parent?.Parent is not PropertyDeclarationSyntax property)
            return NameIn(name, type);
        return path.Root == PathRoot.Machine && ModelOf(property).GetDeclaredSymbol(property, cancellationToken) is { } option && IsSettable(option)
            ? PathUses.Fallback
            : OwnName(property.Identifier.ValueText);
    }
}
