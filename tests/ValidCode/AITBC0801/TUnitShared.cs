// frameworks: TUnit
using System.Collections.Generic;
using System.Threading;
using TUnit.Core;

namespace ValidCode.SharedStatics;

[NotInParallel]
public class Serial
{
    private static readonly List<int> Seen = new();
    private static string? s_server;

    [Before(HookType.Class)]
    public static void Start() => s_server = "up";

    [Before(HookType.Test)]
    public void Reset() => Seen.Clear();

    [Test]
    public void Adds()
    {
        Seen.Add(s_server!.Length);
        if (Seen.Count != 1)
            throw new System.InvalidOperationException();
    }
}

public class Chain
{
    private static int s_step;
    private static int s_id;

    [Test]
    public void First() => s_step = Interlocked.Increment(ref s_id);

    [Test, DependsOn(nameof(First))]
    public void Second()
    {
        if (s_step == 0)
            throw new System.InvalidOperationException();
    }
}
