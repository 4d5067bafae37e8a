using Aitbc.Agent;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddJsonFile(
    Environment.GetEnvironmentVariable("AITBC_AGENT_CONFIG") ?? "/etc/aitbc/agent.json",
    optional: true);
builder.Configuration.AddCommandLine(args);

var settings = builder.Configuration.GetSection("Agent").Get<AgentSettings>() ?? new AgentSettings();
if (string.IsNullOrEmpty(builder.Configuration["urls"]))
    builder.WebHost.UseUrls($"http://0.0.0.0:{settings.StatusPort}");

builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<ChainState>();
builder.Services.AddSingleton<AgentStats>();
builder.Services.AddSingleton<JobRunner>();
builder.Services.AddSingleton<IGossipBus>(_ => settings.GossipBackend == "memory"
    ? new InMemoryGossipBus()
    : new RedisGossipBus(settings.RedisUrl));
builder.Services.AddHttpClient<WalletClient>(http => http.BaseAddress = new Uri(settings.WalletDaemonUrl))
    .AddStandardResilienceHandler();
builder.Services.AddHttpClient<CoordinatorClient>(http =>
{
    http.BaseAddress = new Uri(settings.CoordinatorUrl);
    http.DefaultRequestHeaders.Add("X-Api-Key", settings.ApiKey);
    http.DefaultRequestHeaders.Add("X-Miner-Id", settings.MinerId);
}).AddStandardResilienceHandler();
builder.Services.AddHostedService<GossipListener>();
builder.Services.AddHostedService<ProbeListener>();
builder.Services.AddHostedService<AgentWorker>();

var app = builder.Build();
app.MapStatus();
app.Run();
