using System.Net.Http;
using System.Threading.Tasks;

namespace Doppelgangers.Code
{
    public interface IWallet
    {
        Task SendAsync(string to, decimal amount);
    }

    public class Buyer
    {
        private readonly IWallet wallet;
        private readonly HttpClient printer = new HttpClient();

        public Buyer(IWallet wallet) => this.wallet = wallet;

        public async Task PrintAsync()
        {
            await wallet.SendAsync("ait1", 1);
            await printer.PostAsync("/jobs", null);
        }
    }
}

namespace Doppelgangers
{
    /// <summary>Prints on paper.</summary>
    public class HttpClient
    {
        public Task PostAsync(string requestUri, object content) => Task.CompletedTask;
    }
}
