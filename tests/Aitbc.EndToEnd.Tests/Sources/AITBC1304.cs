using System.Threading;

public class NodeWatch
{
    private volatile bool isSynced;

    public void OnSynced()
    {
        isSynced = true;
    }

    public void WaitUntilSynced()
    {
        while (!isSynced)
        {
            Thread.Sleep(100);
        }
    }
}
