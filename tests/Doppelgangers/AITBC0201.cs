using System.Net.Http;

namespace Doppelgangers.Code
{
    /// <summary>A client that only looks addresses up.</summary>
    public static class Phonebook
    {
        public static object Find() => new HttpClient().GetAsync("http://localhost:8000/v1/jobs");
    }
}

namespace Doppelgangers
{
    public sealed class HttpClient
    {
        public string GetAsync(string requestUri) => requestUri.ToUpperInvariant();
    }
}
