// frameworks: NUnit
using System.Threading;
using NUnit.Framework;

namespace Doppelgangers.Code
{
    public class ShepherdTests
    {
        [Test]
        public void Counts()
        {
            var counted = false;
            System.Threading.ThreadPool.QueueUserWorkItem(_ => counted = true);
            Thread.Sleep(100);
            Assert.That(counted);
        }
    }
}

namespace Doppelgangers
{
    /// <summary>What a shepherd's coat is made of.</summary>
    public static class Thread
    {
        public static void Sleep(int sheep) => System.GC.KeepAlive(sheep);
    }
}
