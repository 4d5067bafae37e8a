using System.Net.Http;
using System.Threading.Tasks;

public static class CoordinatorStatus
{
    public static async Task<string> ReadAsync()
    {
        using (var http = new HttpClient())
            return await http.GetStringAsync("http://localhost:8000/health");
    }
}
