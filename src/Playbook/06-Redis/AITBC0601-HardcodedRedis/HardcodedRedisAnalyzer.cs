using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>AITBC0601 (playbook section 6): a Redis client is told its server by the source, so that agents may use different ones.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedRedisAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0601";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Redis connection is hard-coded",
        "Redis server '{0}' is fixed; take it from configuration or an environment variable such as {1}, so that all agents use the same one",
        RuleCategory.Redis,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Agents hear each other only on one Redis server. A connection that is written into the source is left behind when the others move, and then nothing is delivered and nothing fails.",
        helpLinkUri: HelpLink.AITBC0601);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (RedisInputs.Create(types) is not { } inputs)
            return;

        var rule = new Rule(types, inputs, new OwnRedisClients(types, inputs));
        context.RegisterOperationAction(rule.Check, OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
    }

    private sealed record Rule(KnownTypes Types, RedisInputs Inputs, OwnRedisClients Own)
    {
        public void Check(OperationAnalysisContext context)
        {
            var operation = context.Operation;
            foreach (var input in Inputs.Of(operation))
                Check(context, input.Value, input.Sink, input.Port);
            foreach (var argument in Own.Of(operation, context.CancellationToken))
                Check(context, argument.Value, null, null);
        }

        private void Check(OperationAnalysisContext context, IOperation value, RedisSink? sink, IOperation? port)
        {
            var trace = new ValueTrace(Types.Compilation, context.CancellationToken);
            if (trace.Origins(value) is not [{ IsSole: true } origin] || origin.Operation.Type?.SpecialType != SpecialType.System_String
                || IsDefaultOfParameter(origin.Operation))
                return;

            var server = RedisText.ServerIn(ComposedText.Of(origin, trace).Value, ComposedText.Hole);
            if (server is null || (port is not null && trace.Origins(port) is not [{ IsSole: true, Operation.ConstantValue.HasValue: true }]))
                return;
            if (Types.TestCode is not null && !(RedisText.IsLocalDefault(server) && (sink is { Connects: true } || IsConnectedWith(context.Operation, trace))))
                return;
            if (context.Operation.IsInExpressionTree(Types) || Fallback.IsPartOf(context.Operation))
                return;

            var variable = sink?.Form switch
            {
                RedisForm.EndPoint => RedisVariable.EndPoint,
                RedisForm.Host => RedisVariable.Host,
                _ => RedisVariable.Configuration,
            };
            var properties = ImmutableDictionary<string, string?>.Empty.Add(RedisVariable.Property, variable);
            if (sink is not null && IsOfStackExchange(sink.Type))
                properties = properties.Add(RedisVariable.ReadsNoUrl, "true");
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                origin.Shown.Syntax.GetLocation(),
                properties,
                server,
                variable));
        }

        /// <summary>Is what was parsed here connected with in the same code?</summary>
        private static bool IsConnectedWith(IOperation parsed, ValueTrace trace)
        {
            if (parsed is not IInvocationOperation { TargetMethod.Name: "Parse" })
                return false;

            foreach (var other in parsed.Root().DescendantsAndSelf())
            {
                if (other is not IInvocationOperation { TargetMethod: { Name: "Connect" or "ConnectAsync", ContainingType.Name: "ConnectionMultiplexer" }, Arguments: [{ Value: { } options }, ..] })
                    continue;
                foreach (var origin in trace.Origins(options))
                {
                    if (origin.Operation.Syntax == parsed.Syntax)
                        return true;
                }
            }

            return false;
        }

        private static bool IsOfStackExchange(string type) =>
            type.StartsWith("StackExchange.Redis.", StringComparison.Ordinal) || type.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

        private static bool IsDefaultOfParameter(IOperation operation) => operation.Parent is IParameterInitializerOperation;
    }
}
