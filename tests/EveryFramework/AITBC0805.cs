$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Keeps_a_block()
    {
        var path = "blocks.db";
        System.IO.File.AppendAllText(path, "block");
        if (System.IO.File.ReadAllText(path).Length == 0)
            throw new System.InvalidOperationException("Nothing was kept.");
    }
}
