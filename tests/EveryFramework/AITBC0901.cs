$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Listens()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 8016);
        listener.Start();
        listener.Stop();
    }
}
