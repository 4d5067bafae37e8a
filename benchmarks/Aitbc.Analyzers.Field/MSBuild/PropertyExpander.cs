using System.Text;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>Holds the properties of one evaluation and expands <c>$(...)</c> in texts.</summary>
/// <remarks>Property functions that decide what a project compiles are known; any other expands to nothing.</remarks>
internal sealed class PropertyExpander
{
    private readonly Dictionary<string, string> properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> globals = new(StringComparer.OrdinalIgnoreCase);

    public string this[string name] => properties.GetValueOrDefault(name, "");

    public bool IsTrue(string name) => this[name] is var value && (value.Equals("true", StringComparison.OrdinalIgnoreCase)
        || value.Equals("enable", StringComparison.OrdinalIgnoreCase));

    public void Set(string name, string value)
    {
        if (!globals.Contains(name))
            properties[name] = value;
    }

    /// <summary>Sets a property that the project itself cannot change, as <c>-p:</c> does.</summary>
    public void SetGlobal(string name, string value)
    {
        properties[name] = value;
        globals.Add(name);
    }

    public string Expand(string text)
    {
        if (!text.Contains("$(", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf("$(", position, StringComparison.Ordinal) is var start and >= 0)
        {
            result.Append(text, position, start - position);
            var end = MatchingParenthesis(text, start + 1);
            if (end < 0)
                return result.Append(text, start, text.Length - start).ToString();
            result.Append(Evaluate(text[(start + 2)..end].Trim()));
            position = end + 1;
        }
        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Finds the parenthesis that closes the one at <paramref name="open"/>, or -1.</summary>
    internal static int MatchingParenthesis(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i;
        }
        return -1;
    }

    private string Evaluate(string body)
    {
        string value;
        int position;
        if (body.StartsWith('['))
        {
            var close = body.IndexOf("]::", StringComparison.Ordinal);
            var open = close < 0 ? -1 : body.IndexOf('(', close);
            var end = open < 0 ? -1 : MatchingParenthesis(body, open);
            if (end < 0)
                return "";
            value = PropertyFunctions.Static(body[(close + 3)..open], Arguments(body[(open + 1)..end]), this);
            position = end + 1;
        }
        else
        {
            position = 0;
            while (position < body.Length && (char.IsLetterOrDigit(body[position]) || body[position] is '_' or '-'))
                position++;
            value = this[body[..position]];
        }
        return EvaluateMembers(value, body, position);
    }

    private string EvaluateMembers(string value, string body, int position)
    {
        while (position < body.Length && body[position] == '.')
        {
            var open = body.IndexOf('(', position);
            if (open < 0)
                return PropertyFunctions.Instance(value, body[(position + 1)..], []);
            var end = MatchingParenthesis(body, open);
            if (end < 0)
                return "";
            value = PropertyFunctions.Instance(value, body[(position + 1)..open], Arguments(body[(open + 1)..end]));
            position = end + 1;
        }
        return value;
    }

    private string[] Arguments(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var arguments = new List<string>();
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0 && quote == '\0'))
            {
                arguments.Add(Expand(Unquote(text[start..i].Trim())));
                start = i + 1;
            }
            else if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"' or '`')
            {
                quote = text[i];
            }
            else
            {
                depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
        return [.. arguments];
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] is '\'' or '"' or '`' && text[^1] == text[0] ? text[1..^1] : text;
}
