using System.Net.Http;
using System.Threading.Tasks;

public class ProviderClient
{
    public async Task<string> AskAsync(HttpClient client)
    {
        var response = await client.GetAsync("/price");
        return await response.Content.ReadAsStringAsync();
    }
}
