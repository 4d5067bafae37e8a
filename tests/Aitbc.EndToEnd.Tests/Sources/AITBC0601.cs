using StackExchange.Redis;

public static class GossipServer
{
    public static ConnectionMultiplexer Open()
    {
        return ConnectionMultiplexer.Connect("localhost:6379");
    }
}
