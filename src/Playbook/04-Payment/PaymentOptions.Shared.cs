namespace Aitbc.Analyzers;

internal static partial class RuleOptions
{
    /// <summary>Methods that send money.</summary>
    public static readonly MethodPatternOption PaymentMethods = new(
        "payment_methods",
        "SendPayment*|SendMoney*|SendFunds*|SendCoins*|SendToAddress*|SendTransaction*|SendRawTransaction*|TransferFunds*|TransferEther*|PayInvoice*"
        + "|*Wallet*.Send|*Wallet*.SendAsync|*Wallet*.Transfer*|*Wallet*.Pay*|*Payment*.Send|*Payment*.SendAsync|*Payment*.Pay*|*Blockchain*.Send|*Blockchain*.SendAsync|*Blockchain*.Transfer*");

    /// <summary>Methods and properties that tell whether money has arrived.</summary>
    public static readonly MethodPatternOption ConfirmationMethods = new(
        "confirmation_methods", "*Confirm*|*Receipt*|*Receipt*.*|WaitForTransaction*|WaitForBlock*|*Mined*|*Settled*|*Finalized*");

    /// <summary>Methods that request a job that is to be paid for.</summary>
    public static readonly MethodPatternOption JobMethods = new(
        "job_methods", "SubmitJob*|CreateJob*|PostJob*|RequestJob*");
}

/// <summary>Methods by name, or by type and name, separated by <c>|</c>.</summary>
internal sealed class MethodPatternOption(string name, string defaultText)
    : ListOption(name, "names of methods (Method or Type.Method, with * for any text), separated by |", defaultText)
{
    protected override bool IsValidItem(string item)
    {
        var dots = 0;
        foreach (var c in item)
        {
            if (c == '.')
                dots++;
            else if (!char.IsLetterOrDigit(c) && c is not ('_' or '*'))
                return false;
        }

        return dots <= 1 && item.Length > 0 && item[0] != '.' && item[item.Length - 1] != '.';
    }
}
