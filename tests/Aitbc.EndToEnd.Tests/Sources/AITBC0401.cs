using System.Threading.Tasks;

public interface IPurse
{
    Task<string> SendPaymentAsync(string provider, decimal amount);
}

public interface IProvider
{
    Task SubmitJobAsync(string prompt);
}

public class PromptBuyer
{
    public async Task AskAsync(IPurse purse, IProvider provider)
    {
        await purse.SendPaymentAsync("aitbc1provider_simple", 10);
        await provider.SubmitJobAsync("draw a cat");
    }
}
