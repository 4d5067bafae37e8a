// frameworks: MSTest
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Doppelgangers.Code
{
    [TestClass]
    public class Races
    {
        /// <summary>The signal that starts a race; whoever waits for it is told at once.</summary>
        private readonly ManualResetEvent signal = new ManualResetEvent(false);

        [TestMethod]
        public void Starts() => signal.WaitOne();
    }
}

namespace Doppelgangers
{
    public sealed class ManualResetEvent(bool isGiven)
    {
        public bool WaitOne() => !isGiven;
    }
}
