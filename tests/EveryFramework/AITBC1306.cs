$Usings$

$TestClass$
public class Tests
{
    $Test$
    public async System.Threading.Tasks.Task Sees()
    {
        var seen = false;
        System.Threading.ThreadPool.UnsafeQueueUserWorkItem(_ => seen = true, null);
        await System.Threading.Tasks.Task.Delay(500);
        $AssertSeen$
    }

    $TestWithTimeout$
    public async System.Threading.Tasks.Task SeesInTime()
    {
        var seen = false;
        System.Threading.ThreadPool.QueueUserWorkItem(_ => seen = true);
        System.Threading.Thread.Sleep(500);
        await System.Threading.Tasks.Task.CompletedTask;
        $AssertSeen$
    }
}
