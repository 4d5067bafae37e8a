namespace Aitbc.Analyzers.Coordinator;

/// <summary>What becomes of an address, over all ways that it goes.</summary>
[Flags]
internal enum EndpointUses
{
    None = 0,

    /// <summary>A client goes to it.</summary>
    Client = 1,

    /// <summary>It holds only where nothing else was said: the accepted form.</summary>
    Fallback = 2,

    /// <summary>A server of this program listens at it, which is AITBC0901's matter.</summary>
    Listens = 4,

    /// <summary>It is shown, compared, or part of something else.</summary>
    Other = 8,
}
