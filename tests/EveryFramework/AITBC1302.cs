$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Counts()
    {
        if (Count() + CountAsync().Result != 2)
            throw new System.InvalidOperationException("Counted wrong.");
    }

    private static int Count() => CountAsync().GetAwaiter().GetResult();

    private static async System.Threading.Tasks.Task<int> CountAsync()
    {
        await System.Threading.Tasks.Task.Yield();
        return 1;
    }
}
