namespace Aitbc.Doctor;

/// <summary>The checks that are built in: every <see cref="Check"/> of this assembly.</summary>
public static class CheckCatalogue
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        .. typeof(Check).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Check)) && !type.IsAbstract)
            .Select(static type => (Check)Activator.CreateInstance(type)!)
            .OrderBy(static check => check.Info.Id, StringComparer.Ordinal),
    ];
}
