using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>The statements that release one member, as text; the asynchronous ones only where they do more.</summary>
/// <param name="Sync">Null where only the asynchronous way exists.</param>
/// <param name="Async">Null where there is nothing to await.</param>
internal sealed record ReleaseStatements(string? Sync, string? Async)
{
    /// <summary>How <paramref name="member"/> is released; null where its type offers no sure way.</summary>
    public static ReleaseStatements? Of(FixSite site, ISymbol member, string kind)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        var name = NameOf(member.Name);
        var isAlwaysSet = site.Properties.ContainsKey(HeldResource.IsAlwaysSet) && type.NullableAnnotation != NullableAnnotation.Annotated;
        var lookup = new Lookup(site, type);
        return kind switch
        {
            nameof(ResourceKind.TempDirectory) => type.SpecialType == SpecialType.System_String
                ? new($"if (global::System.IO.Directory.Exists({name})) global::System.IO.Directory.Delete({name}, recursive: true);", null)
                : lookup.Has("Delete") ? new(Call("Delete(recursive: true)"), null) : null,
            nameof(ResourceKind.TempFile) => type.SpecialType == SpecialType.System_String
                ? new($"if (global::System.IO.File.Exists({name})) global::System.IO.File.Delete({name});", null)
                : lookup.Has("Delete") ? new(Call("Delete()"), null) : null,
            nameof(ResourceKind.Process) when lookup.Has("Kill") => new(
                $"if ({name} is {{ HasExited: false }}) {name}.Kill({(lookup.TakesBoolean("Kill") ? "entireProcessTree: true" : "")});\n{Call("Dispose()")}", null),
            nameof(ResourceKind.Listener) when lookup.Has("GetContext") && lookup.Has("Close") => new(Call("Close()"), null),
            nameof(ResourceKind.Listener) when lookup.Has("AcceptSocket") && lookup.Has("Stop") => new(Call("Stop()"), null),
            nameof(ResourceKind.Host) when lookup.Has("StopAsync") && !lookup.Has("DisposeAsync") && lookup.Has("Dispose") => new(
                Call("Dispose()"),
                isAlwaysSet ? $"await {name}.StopAsync();\n{name}.Dispose();" : $"if ({name} is not null)\n{{\nawait {name}.StopAsync();\n{name}.Dispose();\n}}"),
            _ => Disposal(),
        };

        ReleaseStatements? Disposal()
        {
            if (lookup.Has("Dispose"))
                return new(Call("Dispose()"), null);
            if (lookup.Has("DisposeAsync"))
                return new(null, isAlwaysSet ? $"await {name}.DisposeAsync();" : $"if ({name} is not null) await {name}.DisposeAsync();");
            if (site.Types.IsOrInherits(type, "System.IDisposable"))
                return new($"((global::System.IDisposable{(isAlwaysSet ? "" : "?")}){name}){(isAlwaysSet ? "" : "?")}.Dispose();", null);
            // A type that an option adds, or a variable whose type does not tell.
            if (lookup.Has("Close"))
                return new(Call("Close()"), null);
            return type.IsSealed ? null : new($"({name} as global::System.IDisposable)?.Dispose();", null);
        }

        string Call(string call) => $"{name}{(isAlwaysSet ? "." : "?.")}{call};";
    }

    private static string NameOf(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The accessible methods of a type.</summary>
    private readonly struct Lookup(FixSite site, ITypeSymbol type)
    {
        public bool Has(string name) => Find(name, static method => method.Parameters.Length == 0 || method.Parameters[0].IsOptional || method.Name == "Delete") is not null;

        public bool TakesBoolean(string name) =>
            Find(name, static method => method.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean, Name: "entireProcessTree" }]) is not null;

        private ISymbol? Find(string name, Func<IMethodSymbol, bool> matches)
        {
            foreach (var symbol in site.Model.LookupSymbols(site.Node.SpanStart, type as INamespaceOrTypeSymbol, name))
            {
                if (symbol is IMethodSymbol { IsStatic: false } method && matches(method))
                    return symbol;
            }

            return null;
        }
    }
}
