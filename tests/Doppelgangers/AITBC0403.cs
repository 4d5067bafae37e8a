using System.Net.Http;
using System.Threading.Tasks;

namespace Doppelgangers.Code
{
    public class Mail
    {
        public async Task<string> ReadAsync(HttpClient postman)
        {
            var response = await postman.GetAsync("letters");
            return await response.Content.ReadAsStringAsync();
        }
    }
}

namespace Doppelgangers
{
    /// <summary>Fetches letters, or nothing.</summary>
    public class HttpClient
    {
        public Task<Letter> GetAsync(string from) => Task.FromResult(new Letter());
    }

    public class Letter
    {
        public Letter Content => this;

        public Task<string> ReadAsStringAsync() => Task.FromResult("");
    }
}
