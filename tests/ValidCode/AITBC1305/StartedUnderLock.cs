using System.Threading.Tasks;

/// <summary>What is only started under a lock takes its own locks when the first one is long free.</summary>
public class Renewal
{
    private readonly object _state = new();
    private readonly object _listeners = new();
    private Task? _loop;
    private int _notified;

    public void Start()
    {
        lock (_state)
        {
            _loop ??= Task.Run(() => Notify());
        }
    }

    public void Restart()
    {
        lock (_state)
        {
            _loop = RenewAsync();
        }
    }

    private async Task RenewAsync()
    {
        await Task.Yield();
        Notify();
        lock (_listeners)
            _notified = 0;
    }

    private void Notify()
    {
        lock (_listeners)
        {
            lock (_state)
                _notified++;
        }
    }
}
