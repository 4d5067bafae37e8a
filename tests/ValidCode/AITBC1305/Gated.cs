using System.Collections.Generic;
using System.Threading;

/// <summary>Two orders, but never at the same time: the gate is held around both.</summary>
public class Ledger
{
    private readonly Lock _gate = new();
    private readonly object _accounts = new();
    private readonly object _journal = new();
    private readonly List<string> _lines = [];

    public void Post(string line)
    {
        lock (_gate)
        {
            lock (_accounts)
                Write(line);
        }
    }

    public void Replay()
    {
        lock (_gate)
        {
            lock (_journal)
            {
                foreach (var line in _lines)
                {
                    lock (_accounts)
                        _ = line.Length;
                }
            }
        }
    }

    /// <summary>Each account has a lock of its own; the caller sorts them.</summary>
    public static void Transfer(Ledger from, Ledger to)
    {
        lock (from._accounts)
        {
            lock (to._journal)
                from._lines.Clear();
        }

        lock (to._journal)
        {
            lock (from._accounts)
                to._lines.Clear();
        }
    }

    private void Write(string line)
    {
        lock (_journal)
            _lines.Add(line);
    }
}
