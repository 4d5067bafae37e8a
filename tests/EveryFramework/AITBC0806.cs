$Usings$

public class Rig
{
    public System.Collections.Generic.List<string> Blocks = new System.Collections.Generic.List<string>();
}

$TestClass$
public class Tests$FixtureBase$
{
    $HeldFixture$

    $Test$
    public void Remembers_a_block() => rig.Blocks.Add("block");

    $Test$
    public void Starts_empty()
    {
        if (rig.Blocks.Count > 0)
            throw new System.InvalidOperationException("Somebody was here.");
    }
}
