using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// A file or directory that has the same name in each run: a constant name in the working directory, beside the
/// assembly or in the temp directory. An absolute path is none: it is AITBC0101's.
/// </summary>
/// <param name="Key">The path with <c>/</c>, behind <c>~</c> for the temp directory and <c>.</c> for the working directory.</param>
/// <param name="Origin">The expression that gives the name.</param>
internal readonly record struct FixedPath(string Key, SyntaxNode Origin)
{
    /// <summary>The first name below the temp or working directory; what lies in one directory is one thing.</summary>
    public string Group => Key.IndexOf('/', 2) is > 0 and var end ? Key.Substring(0, end) : Key;

    /// <summary>The text that whoever names the same group has to spell.</summary>
    public string Needle => Group.Substring(2);

    public bool IsInTemp => Key[0] == '~';

    public string Name => Key.Substring(Key.LastIndexOf('/') + 1);

    /// <summary>Is <paramref name="key"/> this path, or a directory that holds it?</summary>
    public static bool Holds(string key, string path) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] == '/');
}

/// <summary>Reads an expression as a fixed path.</summary>
internal sealed class FixedPaths(KnownTypes types)
{
    private const int MaxDepth = 8;
    private const string Temp = "~/";
    private const string Here = "./";

    private readonly INamedTypeSymbol? _path = types["System.IO.Path"];
    private readonly INamedTypeSymbol? _directory = types["System.IO.Directory"];
    private readonly INamedTypeSymbol? _fileSystemInfo = types["System.IO.FileSystemInfo"];

    /// <summary>The one value of each variable that was asked for; null where there are several, or nobody knows.</summary>
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The path that the value is; null where it differs from run to run, or nobody knows.</summary>
    public FixedPath? Of(IOperation value, bool isDataSource, CancellationToken cancellationToken)
    {
        var origin = value.WithoutConversions();
        if (TextOf(origin, MaxDepth, ref origin, cancellationToken) is not { } text)
            return null;
        if (isDataSource)
        {
            if (DataSource.FileIn(text) is not { } file)
                return null;
            text = file;
        }

        return KeyOf(text) is { } key ? new FixedPath(key, origin.Syntax) : null;
    }

    /// <summary>The fixed directory in which the value names something that differs from run to run; null where it is none.</summary>
    public string? ParentOf(IOperation value, CancellationToken cancellationToken)
    {
        var operation = value.WithoutConversions();
        for (var depth = MaxDepth; depth > 0; depth--)
        {
            var ignored = operation;
            if (operation is IInvocationOperation call && IsJoin(call) && PartsOf(call) is [var first, ..])
                return TextOf(first, MaxDepth, ref ignored, cancellationToken) is { } text ? KeyOf(text) : null;
            if (operation is ILocalReferenceOperation local && ValueOf(local.Local, local, cancellationToken) is { } written)
                operation = written.WithoutConversions();
            else if (operation is IFieldReferenceOperation { Field.IsConst: false } field && ValueOf(field.Field, field, cancellationToken) is { } kept)
                operation = kept.WithoutConversions();
            else if (operation is IObjectCreationOperation { Arguments: [var info] } creation && creation.Type.IsOrInherits(_fileSystemInfo))
                operation = info.Value.WithoutConversions();
            else
                return null;
        }

        return null;
    }

    private string? TextOf(IOperation operation, int depth, ref IOperation origin, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return null;

        operation = operation.WithoutConversions();
        var ignored = origin;
        switch (operation)
        {
            case INameOfOperation:
                return null;
            case IInterpolatedStringOperation text:
                return Interpolated(text, depth, cancellationToken);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return TextOf(sum.LeftOperand, depth - 1, ref ignored, cancellationToken) is { } left
                    && TextOf(sum.RightOperand, depth - 1, ref ignored, cancellationToken) is { } right ? left + right : null;
            case ILocalReferenceOperation local:
                return ValueOf(local.Local, local, cancellationToken) is { } written ? Follow(written, depth, ref origin, cancellationToken) : null;
            case IFieldReferenceOperation { Field: { IsConst: true, ConstantValue: string constant } field }:
                return IsMadeOfName(field, cancellationToken) ? null : constant;
            case IFieldReferenceOperation { Field: var field } reference:
                return field.Name == "DirectorySeparatorChar" && Is(field.ContainingType, _path) ? "/" : OfMember(field, reference, depth, ref origin, cancellationToken);
            case IPropertyReferenceOperation property:
                return OfProperty(property, depth, ref origin, cancellationToken);
            case IInvocationOperation call:
                return OfCall(call, depth, ref origin, cancellationToken);
            case IObjectCreationOperation { Arguments: [var name, ..] } creation when creation.Type.IsOrInherits(_fileSystemInfo):
                return TextOf(name.Value, depth - 1, ref ignored, cancellationToken);
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                return constant;
            case { ConstantValue: { HasValue: true, Value: char constant } }:
                return constant.ToString();
            default:
                return null;
        }
    }

    private string? Follow(IOperation written, int depth, ref IOperation origin, CancellationToken cancellationToken)
    {
        origin = written.WithoutConversions();
        return TextOf(written, depth - 1, ref origin, cancellationToken);
    }

    private string? OfMember(ISymbol member, IOperation reference, int depth, ref IOperation origin, CancellationToken cancellationToken)
    {
        // A member of another object may hold another value.
        if (reference is IMemberReferenceOperation { Instance: not (null or IInstanceReferenceOperation) })
            return null;
        return ValueOf(member, reference, cancellationToken) is { } written ? Follow(written, depth, ref origin, cancellationToken) : null;
    }

    private IOperation? ValueOf(ISymbol variable, IOperation reference, CancellationToken cancellationToken)
    {
        if (_values.TryGetValue(variable, out var known))
            return known;

        var writes = variable is ILocalSymbol ? VariableWrites.OfLocal(variable, reference.Root()) : VariableWrites.OfMember(variable, types.Compilation, cancellationToken);
        return _values.GetOrAdd(variable, writes is { IsComplete: true, Values: [var written] } ? written : null);
    }

    private string? OfProperty(IPropertyReferenceOperation property, int depth, ref IOperation origin, CancellationToken cancellationToken)
    {
        var type = property.Property.ContainingType;
        var ignored = origin;
        switch (property.Property.Name)
        {
            case "FullName" when property.Instance is { } info && type.IsOrInherits(_fileSystemInfo):
                return TextOf(info, depth - 1, ref ignored, cancellationToken);
            case "CurrentDirectory" when types.Is(type, "System.Environment"):
            case "BaseDirectory" when types.Is(type, "System.AppContext") || types.Is(type, "System.AppDomain"):
            case "TestDirectory" or "WorkDirectory" when types.Is(type, "NUnit.Framework.TestContext"):
                return Here;
            default:
                return OfMember(property.Property, property, depth, ref origin, cancellationToken);
        }
    }

    private string? OfCall(IInvocationOperation call, int depth, ref IOperation origin, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        var ignored = origin;
        if (Is(method.ContainingType, _path))
        {
            return method.Name switch
            {
                "GetTempPath" => Temp,
                "GetFullPath" when call.Arguments.Length == 1 => TextOf(call.Arguments[0].Value, depth - 1, ref ignored, cancellationToken),
                "Combine" or "Join" => Joined(call, depth, cancellationToken),
                _ => null,
            };
        }

        if (Is(method.ContainingType, _directory))
        {
            return method.Name switch
            {
                "GetCurrentDirectory" => Here,
                "CreateDirectory" when call.Arguments is [var path, ..] => TextOf(path.Value, depth - 1, ref ignored, cancellationToken),
                _ => null,
            };
        }

        // A helper that always returns the same name.
        if (method is not { Parameters.IsEmpty: true, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var declaration] }
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, types.Compilation.Assembly)
            || declaration.GetSyntax(cancellationToken) is not MethodDeclarationSyntax helper
            || ReturnedBy(helper) is not { } returned
            || types.Compilation.ModelOf(returned.SyntaxTree).GetOperation(returned, cancellationToken) is not { } value)
            return null;
        return Follow(value, depth, ref origin, cancellationToken);
    }

    private static ExpressionSyntax? ReturnedBy(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
            return arrow.Expression;

        ExpressionSyntax? returned = null;
        foreach (var node in method.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is not ReturnStatementSyntax { Expression: { } expression })
                continue;
            if (returned is not null)
                return null;
            returned = expression;
        }

        return returned;
    }

    private string? Joined(IInvocationOperation call, int depth, CancellationToken cancellationToken)
    {
        var text = "";
        foreach (var part in PartsOf(call))
        {
            var ignored = part;
            if (TextOf(part, depth - 1, ref ignored, cancellationToken) is not { } piece)
                return null;
            text = text.Length == 0 || IsRooted(piece) ? piece : text.TrimEnd('/', '\\') + "/" + piece;
        }

        return text;
    }

    private string? Interpolated(IInterpolatedStringOperation text, int depth, CancellationToken cancellationToken)
    {
        var whole = "";
        foreach (var part in text.Parts)
        {
            var ignored = (IOperation)part;
            var piece = part switch
            {
                IInterpolatedStringTextOperation literal => literal.Text.ConstantValue.Value as string,
                IInterpolationOperation { FormatString: null, Alignment: null } hole => TextOf(hole.Expression, depth - 1, ref ignored, cancellationToken),
                _ => null,
            };
            if (piece is null)
                return null;
            whole += piece;
        }

        return whole;
    }

    private bool IsJoin(IInvocationOperation call) => call.TargetMethod.Name is "Combine" or "Join" && Is(call.TargetMethod.ContainingType, _path);

    private static IEnumerable<IOperation> ElementsOf(IOperation value) => value.WithoutConversions() switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
        ICollectionExpressionOperation { Elements: var elements } => elements,
        _ => [],
    };

    private static List<IOperation> PartsOf(IInvocationOperation call)
    {
        var parts = new List<IOperation>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Type is { SpecialType: SpecialType.System_String })
                parts.Add(argument.Value);
            else
                parts.AddRange(ElementsOf(argument.Value));
        }

        return parts;
    }

    /// <summary>A name made of a test's own name is as good as unique.</summary>
    private static bool IsMadeOfName(IFieldSymbol constant, CancellationToken cancellationToken)
    {
        foreach (var declaration in constant.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is IdentifierNameSyntax { Identifier.ValueText: "nameof" })
                    return true;
            }
        }

        return false;
    }

    private static bool IsRooted(string text) =>
        text.StartsWith(Temp, StringComparison.Ordinal) || text.StartsWith("/", StringComparison.Ordinal) || text.Length > 1 && text[1] == ':';

    /// <summary>The text as a key; null where it is no path of a fixed name below the working or temp directory.</summary>
    private static string? KeyOf(string text)
    {
        var path = text.Replace('\\', '/');
        var isTemp = path.StartsWith(Temp, StringComparison.Ordinal);
        path = isTemp ? path.Substring(Temp.Length) : path;
        if (path.StartsWith("/", StringComparison.Ordinal) && !isTemp || path.IndexOfAny([':', '*', '?', '<', '>', '|', '"', '\n', '\r', '\0', '{', '$', '%']) >= 0)
            return null;

        var key = isTemp ? "~" : ".";
        foreach (var segment in path.Split('/'))
        {
            if (segment.Length > 0 && segment != ".")
                key += "/" + segment;
        }

        return key.Length < 3 || key is "./NUL" or "./nul" or "./CON" or "./PRN" || key.IndexOf("/..", StringComparison.Ordinal) == 1 ? null : key;
    }

    private static bool Is(INamedTypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
