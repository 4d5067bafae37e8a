namespace Aitbc.Analyzers.Tests.Gitea;

/// <summary>The class around the loops that the tests of AITBC0501 and AITBC0502 try.</summary>
internal static class RetryCode
{
    public static string Of(string body, string members = "") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        public class Client(HttpClient http, TimeSpan given)
        {
            private const int Pause = 500;
            private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
            private readonly TimeSpan[] pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];
            private readonly Random random = new();
            private HttpResponseMessage? kept;
            private volatile bool stopped;
            private TimeSpan Configured { get; set; }
            private TimeSpan BackOff(int attempt) => TimeSpan.FromSeconds(attempt);
            private static void Log(string text) { }
            private Task<string> IssueAsync() => http.GetStringAsync("/issues/1");
            private Task<string> LocalAsync() => Task.FromResult("");
        {{members}}
            public async Task<string> Run(Socket socket, EndPoint point, DbConnection database, List<Uri> urls, HttpRequestMessage request, CancellationToken token)
            {
                await Task.CompletedTask;
        {{body}}
                return "";
            }
        }
        """;
}
