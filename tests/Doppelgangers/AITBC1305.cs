using System.Threading;

namespace Doppelgangers.Code
{
    /// <summary>A monitor of a school class notes who comes and who goes, and holds nobody up.</summary>
    public class Day
    {
        private readonly object _anna = new object();
        private readonly object _ben = new object();

        public void Morning()
        {
            Monitor.Enter(_anna);
            Monitor.Enter(_ben);
            Monitor.Exit(_ben);
            Monitor.Exit(_anna);
        }

        public void Noon()
        {
            Monitor.Enter(_ben);
            Monitor.Enter(_anna);
            Monitor.Exit(_anna);
            Monitor.Exit(_ben);
        }
    }
}

namespace Doppelgangers
{
    public static class Monitor
    {
        public static void Enter(object pupil)
        {
        }

        public static void Exit(object pupil)
        {
        }
    }
}
