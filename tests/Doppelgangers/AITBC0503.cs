// frameworks: AspNetCore
using Microsoft.Extensions.DependencyInjection;

namespace Doppelgangers.Code
{
    public static class Parts
    {
        public static void Add(IServiceCollection services) => services.AddHttpClient("gitea");
    }
}

namespace Doppelgangers
{
    public interface IServiceCollection
    {
        void AddHttpClient(string name);
    }
}
