using System.Net.Http;
using System.Threading;

namespace Doppelgangers.Code
{
    public static class Issues
    {
        public static HttpResponseMessage? Get(HttpClient http, HttpRequestMessage request)
        {
            for (var attempt = 0; attempt < 5; attempt++)
            {
                try
                {
                    return http.Send(request);
                }
                catch (System.TimeoutException)
                {
                    Thread.Sleep(1000);
                }
            }

            return null;
        }
    }
}

namespace Doppelgangers
{
    /// <summary>What a test drives by hand: it sends nothing.</summary>
    public sealed class HttpClient
    {
        public HttpResponseMessage Send(HttpRequestMessage request) => new(request);
    }

    public sealed class HttpRequestMessage;

    public sealed record HttpResponseMessage(HttpRequestMessage Request);
}
