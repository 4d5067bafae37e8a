// frameworks: MSTest
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Doppelgangers.Code
{
    /// <summary>A thread of a story: it sleeps until somebody takes it up, and the test goes on at once.</summary>
    [TestClass]
    public class StoryTests
    {
        [TestMethod]
        public void Goes_on()
        {
            var chapters = 0;
            System.Threading.Tasks.Task.Run(() => chapters = 1);
            Thread.Sleep(500);
            Assert.AreEqual(1, chapters);
        }
    }
}

namespace Doppelgangers
{
    public static class Thread
    {
        public static void Sleep(int pages)
        {
        }
    }
}
