using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class ChainTests
{
    private static string head;

    [ClassInitialize]
    public static void Load(TestContext context)
    {
        head = "genesis";
    }

    [TestMethod]
    public void A_block_moves_the_head()
    {
        head = "block-1";
        if (head.Length == 0)
            throw new System.InvalidOperationException("No head.");
    }

    [TestMethod]
    public void The_chain_starts_at_genesis()
    {
        if (head != "genesis")
            throw new System.InvalidOperationException("Somebody was here.");
    }
}
