using System.Threading.Tasks;

namespace Doppelgangers.Code
{
    public interface IWallet
    {
        Task SendAsync(string to, decimal amount);
    }

    public class Buyer
    {
        public void Pay(IWallet wallet)
        {
            wallet.SendAsync("ait1", 1);
        }
    }
}

namespace Doppelgangers
{
    /// <summary>What is left to do on a list.</summary>
    public class Task
    {
    }
}
