$Usings$

$TestClass$
public class Tests
{
    $Test$
    public void Reads_the_coordinator()
    {
        System.Environment.SetEnvironmentVariable("AITBC_COORDINATOR", "http://localhost");
        if (System.Environment.GetEnvironmentVariable("AITBC_COORDINATOR") is null)
            throw new System.InvalidOperationException("No coordinator.");
    }
}
