using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>The name of the environment variable that would hold an address.</summary>
internal static class EndpointName
{
    /// <summary>The diagnostic's property that carries the name to the fix.</summary>
    public const string Property = "Variable";

    private static readonly HashSet<string> GenericWords = new(StringComparer.Ordinal)
    {
        "url", "uri", "base", "address", "endpoint", "client", "http", "https", "host", "hostname", "request", "server", "servers", "service", "services",
        "default", "program", "startup", "main", "name", "target", "remote", "local", "localhost", "constants", "config", "configuration", "options",
        "settings", "connection", "channel", "home", "controller", "root", "my", "the", "string", "str", "response", "result", "content", "factory", "test", "web", "api",
    };

    /// <summary>After the service whose port it is, what the value is for, or the class that holds it.</summary>
    public static string Of(Endpoint endpoint, IReadOnlyDictionary<int, string> services, SyntaxNode literal)
    {
        var suffix = endpoint.Scheme.Length > 0 ? "_URL" : endpoint.Port > 0 ? "_ADDRESS" : "_HOST";
        if (services.TryGetValue(endpoint.Port, out var service))
            return service.ToUpperInvariant() + suffix;

        foreach (var purpose in PurposesOf(literal))
        {
            if (Words(purpose) is { Length: > 0 } words)
                return words + suffix;
        }

        return "SERVICE" + suffix;
    }

    private static IEnumerable<string> PurposesOf(SyntaxNode literal)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            switch (ancestor)
            {
                case VariableDeclaratorSyntax variable:
                    yield return variable.Identifier.ValueText;
                    break;
                case AssignmentExpressionSyntax { Left: var left }:
                    yield return left.GetLastToken().ValueText;
                    break;
                case PropertyDeclarationSyntax property:
                    yield return property.Identifier.ValueText;
                    break;
                case BaseTypeDeclarationSyntax type:
                    yield return type.Identifier.ValueText;
                    yield break;
            }
        }
    }

    private static string Words(string identifier)
    {
        var name = new StringBuilder();
        foreach (var word in IdentifierWords.Of(identifier))
        {
            if (word.Length < 2 || GenericWords.Contains(word) || !word.All(static c => c is >= 'a' and <= 'z'))
                continue;
            if (name.Length > 0)
                name.Append('_');
            name.Append(word.ToUpperInvariant());
        }

        return name.ToString();
    }
}
