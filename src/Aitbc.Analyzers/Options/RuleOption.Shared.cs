using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers;

/// <summary>One <c>.editorconfig</c> key <c>aitbc.&lt;name&gt;</c>: what it accepts and what holds where it is not set.</summary>
/// <remarks>Rooms declare theirs as static fields of the partial class <see cref="RuleOptions"/>.</remarks>
internal abstract class RuleOption(string name, string accepts, string defaultText)
{
    public const string Prefix = "aitbc.";

    public string Key { get; } = Prefix + name;

    /// <summary>What a valid value looks like, in the words of AITBC0001.</summary>
    public string Accepts { get; } = accepts;

    /// <summary>The default as the user would write it.</summary>
    public string DefaultText { get; } = defaultText;

    /// <summary>Is the option absent or valid? Otherwise <paramref name="value"/> is what the user wrote.</summary>
    public abstract bool IsValid(AnalyzerConfigOptions options, [NotNullWhen(false)] out string? value);
}

/// <summary>An option of type <typeparamref name="T"/>; a value that does not parse counts as not set and is reported as AITBC0001.</summary>
internal abstract class RuleOption<T>(string name, string accepts, string defaultText, T defaultValue)
    : RuleOption(name, accepts, defaultText)
{
    public T Default { get; } = defaultValue;

    public T Read(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var text) && TryParse(text.Trim(), out var value) ? value : Default;

    public sealed override bool IsValid(AnalyzerConfigOptions options, [NotNullWhen(false)] out string? value) =>
        !options.TryGetValue(Key, out value) || TryParse(value.Trim(), out _);

    protected abstract bool TryParse(string text, [NotNullWhen(true)] out T? value);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanOption(string name, bool defaultValue)
    : RuleOption<bool>(name, "true or false", defaultValue ? "true" : "false", defaultValue)
{
    protected override bool TryParse(string text, out bool value) => bool.TryParse(text, out value);
}

/// <summary>Names, paths or numbers separated by <c>|</c> (in <c>.editorconfig</c> a semicolon starts a comment).</summary>
internal class ListOption(string name, string accepts, string defaultText)
    : RuleOption<IReadOnlyList<string>>(name, accepts, defaultText, Split(defaultText))
{
    protected override bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<string>? value)
    {
        value = Split(text);
        foreach (var item in value)
        {
            if (IsValidItem(item))
                continue;

            value = null;
            return false;
        }

        return true;
    }

    protected virtual bool IsValidItem(string item) => item.Length > 0;

    private static IReadOnlyList<string> Split(string text)
    {
        if (text.Length == 0)
            return [];

        var items = text.Split('|');
        for (var i = 0; i < items.Length; i++)
            items[i] = items[i].Trim();
        return items;
    }
}

/// <summary>TCP or UDP ports, 1 to 65535, separated by <c>|</c>.</summary>
internal sealed class PortListOption(string name, string defaultText)
    : ListOption(name, "ports from 1 to 65535, separated by |", defaultText)
{
    protected override bool IsValidItem(string item) =>
        ushort.TryParse(item, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0;
}
