$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Listens()
    {
        var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        if (!server.Server.IsBound)
            throw new System.InvalidOperationException("Nobody listens.");
    }
}
