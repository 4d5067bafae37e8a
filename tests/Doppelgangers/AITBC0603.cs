// frameworks: Redis
using StackExchange.Redis;

namespace Doppelgangers.Code
{
    /// <summary>A publisher's archive keeps every issue.</summary>
    public sealed class Archive(ISubscriber subscriber)
    {
        public void Read()
        {
            subscriber.Publish("daily", "news");
            subscriber.Subscribe("daily", null!);
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
