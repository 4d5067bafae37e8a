namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What the rule tells its fix through the diagnostic's properties, and words that both use.</summary>
internal static class HeldResource
{
    /// <summary>The <see cref="ResourceKind"/>, or <see cref="Event"/>.</summary>
    public const string Kind = nameof(Kind);

    /// <summary>The <see cref="TestScope"/> whose teardown has to release it.</summary>
    public const string Scope = nameof(Scope);

    /// <summary>Present where the resource is made by the initializer or the constructor, and so is never null in the teardown.</summary>
    public const string IsAlwaysSet = nameof(IsAlwaysSet);

    /// <summary>Present where a method releases it already which nobody calls.</summary>
    public const string Uncalled = nameof(Uncalled);

    /// <summary>The <see cref="Kind"/> of an event subscription.</summary>
    public const string Event = nameof(Event);

    /// <summary>The teardown in the framework's own words: <c>[TearDown]</c>, <c>[After(Test)]</c>, <c>Dispose</c>.</summary>
    public static string Place(TeardownTemplate template)
    {
        if (template.Attribute is not { } attribute)
            return template.MethodName;

        var name = attribute.Substring(attribute.LastIndexOf('.') + 1);
        name = name.Substring(0, name.Length - nameof(Attribute).Length);
        return template.AttributeArgument is { } argument ? $"[{name}({argument.Substring(argument.LastIndexOf('.') + 1)})]" : $"[{name}]";
    }
}
