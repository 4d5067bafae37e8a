// frameworks: MSTest
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Doppelgangers.Code
{
    /// <summary>A task of a to-do list; its result is a value that was written down.</summary>
    [TestClass]
    public class ListTests
    {
        [TestMethod]
        public void Keeps_results()
        {
            Task<int> task = Task.Run(() => 3);
            task.Wait();
            Task.WaitAll(task);
            Assert.AreEqual(3, task.GetAwaiter().GetResult());
        }
    }
}

namespace Doppelgangers
{
    public class Task
    {
        public static Task<T> Run<T>(System.Func<T> work) => new Task<T>(work());

        public static void WaitAll(params Task[] tasks)
        {
        }

        public void Wait()
        {
        }
    }

    public sealed class Task<T>(T result) : Task
    {
        public Task<T> GetAwaiter() => this;

        public T GetResult() => result;
    }
}
