$Usings$

$TestClass$
public class Tests
{
    private static readonly System.Collections.Generic.List<string> Seen = new System.Collections.Generic.List<string>();

    $Test$
    public void Remembers_a_block() => Seen.Add("block");

    $Test$
    public void Starts_empty()
    {
        if (Seen.Count > 0)
            throw new System.InvalidOperationException("Somebody was here.");
    }
}
