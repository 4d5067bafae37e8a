using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.LookedAt;

public record Job(string Id);

public record Answer<T>(HttpStatusCode Status, T? Value);

public class ProviderClient(HttpClient http)
{
    /// <summary>The body is the error's message.</summary>
    public async Task<Job?> SubmitAsync(string prompt)
    {
        using var response = await http.PostAsJsonAsync("/submit", prompt);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode switch
        {
            HttpStatusCode.OK => new Job(text),
            HttpStatusCode.Forbidden => throw new UnauthorizedAccessException(text),
            _ => null,
        };
    }

    /// <summary>Status and body go on together.</summary>
    public async Task<Answer<Job>> AskAsync(string id)
    {
        var response = await http.GetAsync(id).ConfigureAwait(false);
        var job = await response.Content.ReadFromJsonAsync<Job>().ConfigureAwait(false);
        return new Answer<Job>(response.StatusCode, job);
    }

    /// <summary>A guard of the class's own.</summary>
    public async Task<Stream> OpenAsync(string id)
    {
        var response = await http.GetAsync(id, HttpCompletionOption.ResponseHeadersRead);
        await GuardAsync(response);
        return await response.Content.ReadAsStreamAsync();
    }

    /// <summary>Tries again until it is well.</summary>
    public async Task<string> InsistAsync(string id)
    {
        HttpResponseMessage response;
        do
        {
            response = await http.GetAsync(id);
        }
        while (!response.IsSuccessStatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>What failed is read in the handler, which knows that it failed.</summary>
    public async Task<string> ExplainAsync(string id)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await http.GetAsync(id);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException) when (response is not null)
        {
            return await response.Content.ReadAsStringAsync();
        }
    }

    /// <summary>Reads so that the connection can be used again.</summary>
    public async Task PingAsync()
    {
        using var response = await http.GetAsync("ping");
        await response.Content.ReadAsByteArrayAsync();
    }

    public async IAsyncEnumerable<string> AllAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            using var response = await http.GetAsync(id);
            if (response is not { StatusCode: HttpStatusCode.OK or HttpStatusCode.Accepted, Content: var content })
                continue;

            yield return await content.ReadAsStringAsync();
        }
    }

    private static async Task GuardAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(await response.Content.ReadAsStringAsync());
    }
}

/// <summary>Logs what passes; who called looks at the status.</summary>
public class LoggingHandler(TextWriter log) : HttpClientHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await log.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }
}
