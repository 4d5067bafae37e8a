using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class LedgerTests
{
    [TestMethod]
    public void Remembers_a_block()
    {
        var ledger = "ledger.db";
        System.IO.File.AppendAllText(ledger, "block");
        if (System.IO.File.ReadAllText(ledger).Length == 0)
            throw new System.InvalidOperationException("Nothing was kept.");
    }
}
