using System.Text.RegularExpressions;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>Evaluates the <c>Condition</c> attribute of a project element.</summary>
internal sealed partial class Condition
{
    private readonly List<string> tokens;
    private readonly PropertyExpander properties;
    private int position;

    private Condition(string text, PropertyExpander properties)
    {
        this.properties = properties;
        tokens = Tokens(text);
    }

    /// <summary>Tells whether <paramref name="text"/> holds; an empty or unreadable condition does.</summary>
    public static bool Holds(string? text, PropertyExpander properties) =>
        string.IsNullOrWhiteSpace(text) || new Condition(text, properties).Or();

    private string? Current => position < tokens.Count ? tokens[position] : null;

    private bool Or()
    {
        var result = And();
        while (Takes("or"))
            result |= And();
        return result;
    }

    private bool And()
    {
        var result = Not();
        while (Takes("and"))
            result &= Not();
        return result;
    }

    private bool Not()
    {
        if (Takes("!"))
            return !Not();
        if (Takes("("))
        {
            var inner = Or();
            Takes(")");
            return inner;
        }
        var left = Operand();
        if (Current == "(")
            return Function(left);
        return Current switch
        {
            "==" => string.Equals(left, Next(), StringComparison.OrdinalIgnoreCase),
            "!=" => !string.Equals(left, Next(), StringComparison.OrdinalIgnoreCase),
            ">=" => PropertyFunctions.Compare(left, Next()) >= 0,
            "<=" => PropertyFunctions.Compare(left, Next()) <= 0,
            ">" => PropertyFunctions.Compare(left, Next()) > 0,
            "<" => PropertyFunctions.Compare(left, Next()) < 0,
            _ => left.Equals("true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private bool Function(string name)
    {
        Takes("(");
        var argument = PropertyFunctions.Slashes(Operand());
        Takes(")");
        if (name.Equals("Exists", StringComparison.OrdinalIgnoreCase))
            return argument.Length > 0 && (Path.Exists(Path.Combine(properties["MSBuildProjectDirectory"], argument))
                || Path.Exists(Path.Combine(properties["MSBuildThisFileDirectory"], argument)));
        return argument.Length > 0 && argument[^1] == Path.DirectorySeparatorChar;
    }

    private string Next()
    {
        position++;
        return Operand();
    }

    private string Operand()
    {
        var token = Current ?? "";
        position++;
        return properties.Expand(token is ['\'', .., '\''] ? token[1..^1] : token).Trim();
    }

    private bool Takes(string token)
    {
        if (!string.Equals(Current, token, StringComparison.OrdinalIgnoreCase))
            return false;
        position++;
        return true;
    }

    private static List<string> Tokens(string text)
    {
        var result = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var end = text[i] switch
            {
                '$' => PropertyExpander.MatchingParenthesis(text, i + 1) + 1,
                '\'' => QuoteEnd(text, i),
                _ => i + Plain().Match(text[i..]).Length,
            };
            if (end <= i)
                end = text.Length;
            result.Add(text[i..end]);
            i = end;
        }
        return result;
    }

    /// <summary>Ends a quoted operand; quotes inside <c>$(...)</c> belong to the property function.</summary>
    private static int QuoteEnd(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\'')
                return i + 1;
            if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '(' && PropertyExpander.MatchingParenthesis(text, i + 1) is > 0 and var end)
                i = end;
        }
        return text.Length;
    }

    [GeneratedRegex(@"^(==|!=|<=|>=|<|>|!|\(|\)|[^\s()=!<>'$]+)")]
    private static partial Regex Plain();
}
