using System.Net;
using System.Net.Sockets;

// Servers that are described, not started, and defaults that every caller can replace.
public sealed class ChatServer(IPAddress address, int port)
{
    public ChatServer()
        : this(IPAddress.Loopback, 7070)
    {
    }

    public bool IsSecure { get; set; }

    public int Port => port;

    public static ChatServer Serve() => Serve(7070);

    public static ChatServer Serve(int port)
    {
        var server = new ChatServer(IPAddress.Any, port);
        server.Start();
        return server;
    }

    public void Start() => new TcpListener(address, port).Start();

    public static bool Describes()
    {
        var server = new ChatServer(IPAddress.Any, 7071) { IsSecure = true };
        server.IsSecure = !server.IsSecure;
        return server.Port == 7071;
    }

    public static void Rejects() => new ChatServer(IPAddress.None, 7072);
}

public sealed class MailServer
{
    private TcpListener? _listener;

    public MailServer() => Init(IPAddress.Any, 2525);

    public MailServer(int port) => Init(IPAddress.Any, port);

    public void Start() => _listener?.Start();

    private void Init(IPAddress address, int port) => _listener = new TcpListener(address, port);
}
