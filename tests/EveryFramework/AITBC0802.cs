$Usings$

$TestClass$
public class Tests
{
    private System.Net.Sockets.TcpListener listener;

    $SetUp$
    {
        listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
    }

    $Test$
    public void Listens()
    {
        if (!listener.Server.IsBound)
            throw new System.InvalidOperationException("Nobody listens.");
    }
}
