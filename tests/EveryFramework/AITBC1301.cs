$Usings$

$TestClass$
public class Tests
{
    private int blocks;

    $Test$
    public async System.Threading.Tasks.Task Mines()
    {
        await System.Threading.Tasks.Task.Yield();
        while (true)
            blocks++;
    }
}
