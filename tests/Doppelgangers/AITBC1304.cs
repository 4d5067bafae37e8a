using System.Threading;

namespace Doppelgangers.Code
{
    public class Weaver
    {
        private bool isWoven;

        public void Finish() => isWoven = true;

        public void Weave()
        {
            while (!isWoven)
                Thread.Sleep(10);
        }
    }
}

namespace Doppelgangers
{
    /// <summary>What a weaver weaves with.</summary>
    public static class Thread
    {
        public static void Sleep(int knots) => System.GC.KeepAlive(knots);
    }
}
