// frameworks: MSTest
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Doppelgangers.Code
{
    /// <summary>A class of pupils, who run until the bell rings.</summary>
    [TestClass]
    public class Runners
    {
        private int rounds;

        [TestMethod]
        public void Run()
        {
            while (true)
                rounds++;
        }
    }
}

namespace Doppelgangers
{
    public sealed class TestClassAttribute : System.Attribute;

    public sealed class TestMethodAttribute : System.Attribute;
}
