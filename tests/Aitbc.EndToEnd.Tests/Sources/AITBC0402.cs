using System.Threading.Tasks;

public interface IWallet
{
    Task<string> SendAsync(string to, decimal amount);
}

public class Payer
{
    public async Task PayAsync(IWallet wallet)
    {
        _ = wallet.SendAsync("aitbc1provider_simple", 10);
        await Task.Yield();
    }
}
