using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Ports;

/// <summary>Which parameters may carry a port. A cost guard: only these are followed into the code of their method.</summary>
internal static class PortParameter
{
    private static readonly string[] NumberWords = ["port"];
    private static readonly string[] AddressWords = ["url", "urls", "uri", "uris", "address", "prefix", "endpoint", "endPoint", "host", "location", "port", "listen", "bind"];

    /// <summary>In what form the parameter would carry a port; null where it cannot.</summary>
    public static PortForm? FormOf(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type is IArrayTypeSymbol { ElementType: { } element })
            type = element;

        switch (type.SpecialType)
        {
            case SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_Int16:
                return HasWord(parameter.Name, NumberWords) ? PortForm.Number : null;
            case SpecialType.System_String:
                return HasWord(parameter.Name, NumberWords) ? PortForm.NumberText : HasWord(parameter.Name, AddressWords) ? PortForm.Address : null;
        }

        return type switch
        {
            { Name: "IPEndPoint" or "EndPoint" or "DnsEndPoint", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } => PortForm.EndPoint,
            { Name: "Uri", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => PortForm.Address,
            _ => null,
        };
    }

    /// <summary>May a variable of this name carry a port?</summary>
    public static bool IsName(string name) => HasWord(name, AddressWords);

    /// <summary>Is one of the camel-case words of the name in the list?</summary>
    private static bool HasWord(string name, string[] words)
    {
        foreach (var word in words)
        {
            for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + word.Length;
                var starts = at == 0 || !char.IsLetter(name[at - 1]) || (char.IsUpper(name[at]) && char.IsLower(name[at - 1]));
                var ends = end == name.Length || !char.IsLower(name[end]) || (name[end] == 's' && (end + 1 == name.Length || !char.IsLower(name[end + 1])));
                if (starts && ends)
                    return true;
            }
        }

        return false;
    }
}
