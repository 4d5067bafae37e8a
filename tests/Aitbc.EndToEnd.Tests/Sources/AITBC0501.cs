public static class Issues
{
    public static async Task<string> GetAsync(HttpClient gitea)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await gitea.GetStringAsync("/api/v1/issues");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1000);
            }
        }

        throw new TimeoutException("Gitea does not answer.");
    }
}
