// frameworks: Redis
using StackExchange.Redis;

namespace Doppelgangers.Code
{
    /// <summary>A newsagent: who subscribes gets the paper with the post.</summary>
    public sealed class Newsagent(ISubscriber subscriber)
    {
        public void Deliver()
        {
            subscriber.Subscribe("morning:Paper", null!);
            subscriber.Publish("morning:paper", "news");
        }
    }
}

namespace Doppelgangers
{
    public interface ISubscriber
    {
        void Publish(string channel, string message);

        void Subscribe(string channel, object handler);
    }
}
