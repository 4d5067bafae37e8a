$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Ends()
    {
        var ended = new System.Threading.ManualResetEvent(false);
        System.Threading.ThreadPool.QueueUserWorkItem(_ => ended.Set());
        ended.WaitOne();
    }

    $Test$
    public async System.Threading.Tasks.Task Answers()
    {
        var answer = new System.Threading.Tasks.TaskCompletionSource<int>();
        System.Threading.ThreadPool.QueueUserWorkItem(_ => answer.TrySetResult(7));
        await answer.Task;
    }
}
