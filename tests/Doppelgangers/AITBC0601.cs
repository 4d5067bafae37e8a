// frameworks: Redis
using StackExchange.Redis;

namespace Doppelgangers.Code
{
    /// <summary>A switchboard of one's own.</summary>
    public static class Switchboard
    {
        public static object Open() => ConnectionMultiplexer.Connect("localhost:6379");
    }
}

namespace Doppelgangers
{
    public static class ConnectionMultiplexer
    {
        public static string Connect(string configuration) => configuration.ToUpperInvariant();
    }
}
