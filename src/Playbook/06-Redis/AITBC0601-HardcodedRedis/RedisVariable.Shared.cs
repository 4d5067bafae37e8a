namespace Aitbc.Analyzers.Redis;

/// <summary>The environment variables that the fix reads: their values have the form that the library reads.</summary>
internal static class RedisVariable
{
    /// <summary>The diagnostic's property that carries the name to the fix.</summary>
    public const string Property = "Variable";

    /// <summary>The diagnostic's property that says that the library reads its own form only, no <c>redis://</c>.</summary>
    public const string ReadsNoUrl = "ReadsNoUrl";

    public const string Configuration = "REDIS_CONFIGURATION";
    public const string EndPoint = "REDIS_ENDPOINT";
    public const string Host = "REDIS_HOST";
}
