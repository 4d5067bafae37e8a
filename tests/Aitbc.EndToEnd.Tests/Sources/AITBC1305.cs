public class Node
{
    private readonly object chain = new object();
    private readonly object peers = new object();

    public void Import()
    {
        lock (chain)
        {
            lock (peers)
            {
            }
        }
    }

    public void Connect()
    {
        lock (peers)
        {
            lock (chain)
            {
            }
        }
    }
}
