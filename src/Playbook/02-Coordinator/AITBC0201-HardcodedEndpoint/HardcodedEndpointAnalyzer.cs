using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>
/// AITBC0201 (playbook section 2): the address of a service is written into the code and a client goes to it. The look of
/// the text makes it a candidate; where the value goes decides.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedEndpointAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0201";

    private const int ShownLength = 60;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Service endpoint is hard-coded",
        "'{0}' finds its service only where both run as they do here; take the address from configuration or an environment variable such as {1}",
        RuleCategory.Coordinator,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A client with the address of its service in the source works on one machine and breaks when the service gets another host or port. "
            + "Take the address from configuration or an environment variable; what was written may stay as the fallback.",
        helpLinkUri: HelpLink.AITBC0201);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // Test projects and benchmarks talk to what they started themselves.
        if (types.TestCode is not null || !types.Has("System.Uri") || types.Has("BenchmarkDotNet.Attributes.BenchmarkAttribute"))
            return;

        var apis = new ClientApis(types);
        var options = new FileOptions<EndpointOptions>(context.Options, EndpointOptions.Read);
        context.RegisterOperationAction(operation => Analyze(operation, apis, options), OperationKind.Literal);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, types, options), OperationKind.Invocation);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, KnownTypes types, FileOptions<EndpointOptions> options)
    {
        if (LoopbackConnect.Find((IInvocationOperation)context.Operation, types, context.CancellationToken) is not var (port, location, syntax))
            return;

        var endpoint = new Endpoint("", "localhost", port, 0);
        var ofTree = options.Of(context.Operation.Syntax.SyntaxTree);
        if (!ofTree.IsAllowed(endpoint) && !EndpointContext.IsForDevelopment(syntax) && !EndpointContext.IsChosenByBuild(syntax) && !Fallback.IsPartOf(context.Operation))
            Report(context, location, $"localhost:{port}", EndpointName.Of(endpoint, ofTree.Services, syntax));
    }

    private static void Analyze(OperationAnalysisContext context, ClientApis apis, FileOptions<EndpointOptions> options)
    {
        // What a parameter of a library holds by default is nobody's text here.
        if (context.Operation is not { ConstantValue: { HasValue: true, Value: string text } } literal || !Endpoint.MayBe(text)
            || (literal.IsImplicit && literal.Parent is not IInterpolatedStringTextOperation))
            return;

        var ofTree = options.Of(context.Operation.Syntax.SyntaxTree);
        var (place, whole) = WholeOf(literal, text, apis.Types, context.CancellationToken);
        var endpoint = Endpoint.Read(whole);
        if (!endpoint.IsKnown || endpoint.IsExample || ofTree.IsAllowed(endpoint) || !(endpoint.IsLoopback || ofTree.Services.ContainsKey(endpoint.Port)))
            return;

        if (new EndpointTrail(apis, endpoint, context.CancellationToken).UsesOf(literal) is not (EndpointUses.Client or (EndpointUses.Client | EndpointUses.Other))
            || EndpointContext.IsForDevelopment(literal.Syntax) || EndpointContext.IsChosenByBuild(literal.Syntax) || literal.IsInExpressionTree(apis.Types))
            return;

        Report(context, place.GetLocation(), whole, EndpointName.Of(endpoint, ofTree.Services, place));
    }

    private static void Report(OperationAnalysisContext context, Location location, string shown, string variable) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            location,
            ImmutableDictionary<string, string?>.Empty.Add(EndpointName.Property, variable),
            shown.Length <= ShownLength ? shown : shown.Substring(0, ShownLength) + "...",
            variable));

    /// <summary>Where to report, and the text as far as it is known there: what the literal starts may go on in holes and further parts.</summary>
    private static (SyntaxNode Place, string Text) WholeOf(IOperation literal, string text, KnownTypes types, CancellationToken cancellationToken)
    {
        var whole = literal;
        switch (literal.Parent)
        {
            case IInterpolatedStringTextOperation { Parent: IInterpolatedStringOperation interpolated } part when interpolated.Parts[0] == part:
                whole = interpolated;
                break;
            case IArgumentOperation { Parameter.Name: "format", Parent: IInvocationOperation call } when call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String:
                whole = call;
                break;
            case IBinaryOperation when !Endpoint.Read(text).IsKnown:
                while (whole.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum && sum.LeftOperand == whole)
                    whole = sum;
                break;
        }

        if (whole == literal)
            return (literal.Syntax, text);

        var composed = ComposedText.Of(new ValueOrigin(whole, whole, true), new ValueTrace(types.Compilation, cancellationToken)).Value;
        return (whole.Syntax, composed.Replace(ComposedText.Hole.ToString(), "{}"));
    }
}
