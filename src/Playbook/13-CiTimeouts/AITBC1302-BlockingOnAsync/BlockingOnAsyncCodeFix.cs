using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Fix of AITBC1302: awaits the task, makes the function async, and awaits it in turn where private helpers are called,
/// up to the tests and set-ups that the framework awaits.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingOnAsyncCodeFix)), Shared]
public sealed class BlockingOnAsyncCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => BlockingOnAsyncRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Types.TestCode is { } tests
            && CallOf(site.Node) is { } expression
            && BlockingCall.Of(site.Model.GetOperation(expression, site.CancellationToken), site.Types) is { } call
            && AsyncCapability.FunctionAround(expression) is { } function
            && CanAwaitHere(call, expression, function))
            yield return new FixOffer("Await the task", "Await", token => ApplyAsync(site, tests, call, expression, function, token));
    }

    private static ExpressionSyntax? CallOf(SyntaxNode name)
    {
        if (name is not SimpleNameSyntax)
            return null;

        ExpressionSyntax? member = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name as ExpressionSyntax;
        return member?.Parent is InvocationExpressionSyntax invocation && invocation.Expression == member ? invocation : member;
    }

    private static bool CanAwaitHere(BlockingCall call, ExpressionSyntax expression, SyntaxNode function) =>
        // task?.Wait() would have to await null.
        !expression.Ancestors().TakeWhile(node => node != function).Any(static node => node is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } && rest.Span.Contains(node.Span))
        && expression.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is null
        // WaitAny gives an index, WhenAny a task.
        && (call.Form != BlockingForm.WaitAny || expression.Parent is ExpressionStatementSyntax)
        && (call.Form == BlockingForm.GetResult || !SeesAggregate(expression, function));

    /// <summary>Would the code around notice that an await throws the task's own exception, not an AggregateException?</summary>
    private static bool SeesAggregate(SyntaxNode node, SyntaxNode function)
    {
        foreach (var ancestor in node.Ancestors().TakeWhile(ancestor => ancestor != function))
        {
            if (ancestor is not TryStatementSyntax guarded || !guarded.Block.Span.Contains(node.Span))
                continue;

            foreach (var handler in guarded.Catches)
            {
                if (handler.Filter is not null || handler.Declaration is { } declaration
                    && (declaration.Identifier != default || declaration.Type.ToString().EndsWith("AggregateException", StringComparison.Ordinal)))
                    return true;
            }
        }

        return function is MethodDeclarationSyntax method
            && method.AttributeLists.Any(static list => list.ToString().Contains("AggregateException"));
    }

    private static async Task<Document> ApplyAsync(
        FixSite site, TestCode tests, BlockingCall call, ExpressionSyntax expression, SyntaxNode function, CancellationToken cancellationToken)
    {
        var plan = new Plan(site, tests, seesAggregate: call.Form != BlockingForm.GetResult);
        if (RefLike.IsNear(expression, function, site.Model, cancellationToken) || ThreadBound.IsBound(function))
            return site.Document;
        if (!AsyncCapability.IsAsync(function) && !await plan.AddAsync(function, cancellationToken).ConfigureAwait(false))
            return site.Document;

        var root = site.Root.ReplaceNodes(
            [expression, .. plan.Calls, .. plan.Functions.Keys],
            (original, rewritten) => rewritten switch
            {
                _ when original == expression => Awaiting.Of(original, Awaiting.TaskIn((ExpressionSyntax)rewritten, call.Form), (ExpressionSyntax)rewritten),
                ExpressionSyntax helperCall => Awaiting.Of(original, helperCall, helperCall),
                _ => MadeAsync(rewritten, plan.Functions[original], site),
            });
        return site.Document.WithSyntaxRoot(root);
    }

    private static SyntaxNode MadeAsync(SyntaxNode function, IMethodSymbol symbol, FixSite site)
    {
        var asyncToken = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        switch (function)
        {
            case MethodDeclarationSyntax method:
                var (type, modifiers) = Signature(method.ReturnType, method.Modifiers, asyncToken, symbol, site);
                return method.WithReturnType(type).WithModifiers(modifiers);
            case LocalFunctionStatementSyntax local:
                var (localType, localModifiers) = Signature(local.ReturnType, local.Modifiers, asyncToken, symbol, site);
                return local.WithReturnType(localType).WithModifiers(localModifiers);
            default:
                return function;
        }
    }

    private static (TypeSyntax Type, SyntaxTokenList Modifiers) Signature(
        TypeSyntax returnType, SyntaxTokenList modifiers, SyntaxToken asyncToken, IMethodSymbol symbol, FixSite site)
    {
        var task = TaskName(returnType.SpanStart, symbol, site);
        var plain = returnType.WithoutTrivia();
        NameSyntax type = symbol.ReturnsVoid
            ? task
            : task switch
            {
                QualifiedNameSyntax qualified => qualified.WithRight(GenericName(Identifier("Task"), TypeArgumentList(SingletonSeparatedList(plain)))),
                _ => GenericName(Identifier("Task"), TypeArgumentList(SingletonSeparatedList(plain))),
            };
        // A method without modifiers has its comments on the return type.
        if (modifiers.Count == 0)
            return (type.WithTrailingTrivia(returnType.GetTrailingTrivia()), TokenList(asyncToken.WithLeadingTrivia(returnType.GetLeadingTrivia())));

        return (type.WithTriviaFrom(returnType), modifiers.Add(asyncToken));
    }

    /// <summary><c>Task</c> where that name means the task of .NET, and its full name elsewhere.</summary>
    private static NameSyntax TaskName(int position, IMethodSymbol symbol, FixSite site)
    {
        var place = symbol.DeclaringSyntaxReferences[0].Span.Start;
        var found = site.Model.LookupNamespacesAndTypes(Math.Min(place, position), name: "Task");
        var arity = symbol.ReturnsVoid ? 0 : 1;
        var known = site.Types[arity == 0 ? "System.Threading.Tasks.Task" : "System.Threading.Tasks.Task`1"];
        var match = found.OfType<INamedTypeSymbol>().Where(type => type.Arity == arity).ToList();
        return match.Count == 1 && SymbolEqualityComparer.Default.Equals(match[0], known)
            ? IdentifierName("Task")
            : (NameSyntax)ParseName("System.Threading.Tasks.Task").WithAdditionalAnnotations(Simplifier.Annotation);
    }

    /// <summary>What has to become async, and the calls that have to be awaited for it.</summary>
    private sealed class Plan(FixSite site, TestCode tests, bool seesAggregate)
    {
        private readonly AsyncCapability _capability = new(site.Model, tests, site.CancellationToken);

        public Dictionary<SyntaxNode, IMethodSymbol> Functions { get; } = [];

        public List<InvocationExpressionSyntax> Calls { get; } = [];

        /// <summary>Adds a function and, where it is a helper, its callers; false where that is not safe.</summary>
        public async Task<bool> AddAsync(SyntaxNode function, CancellationToken cancellationToken)
        {
            if (Functions.ContainsKey(function))
                return true;
            if (function is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax)
                || site.Model.GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol symbol
                || !_capability.CanAwait(function)
                // Its return statements give tasks; they would all have to change.
                || BlockingCall.IsTask(symbol.ReturnType, site.Types)
                || symbol.IsVirtual)
                return false;

            Functions.Add(function, symbol);
            if (_capability.IsCalledByFramework(symbol))
                return !await IsNamedAsync(symbol, cancellationToken).ConfigureAwait(false);
            if (_capability.CallsOf(function, symbol) is not { Count: > 0 } calls)
                return false;

            foreach (var call in calls)
            {
                if (AsyncCapability.FunctionAround(call) is not { } caller
                    || call.Parent is ConditionalAccessExpressionSyntax
                    || (seesAggregate && SeesAggregate(call, caller))
                    || RefLike.IsNear(call, caller, site.Model, cancellationToken)
                    || ThreadBound.IsBound(caller)
                    || (!AsyncCapability.IsAsync(caller) && !await AddAsync(caller, cancellationToken).ConfigureAwait(false)))
                    return false;

                Calls.Add(call);
            }

            return true;
        }

        /// <summary>Does any code of the project call this test or set-up, or hand it on?</summary>
        private async Task<bool> IsNamedAsync(IMethodSymbol symbol, CancellationToken cancellationToken)
        {
            foreach (var document in site.Document.Project.Documents)
            {
                var current = document.Id == site.Document.Id ? site.Document : document;
                var root = await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                SemanticModel? model = null;
                foreach (var token in root?.DescendantTokens() ?? [])
                {
                    if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != symbol.Name || token.Parent is not SimpleNameSyntax name)
                        continue;

                    model ??= await current.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
                    var found = model?.GetSymbolInfo(name, cancellationToken) ?? default;
                    if (found.CandidateSymbols.Length > 0 || SymbolEqualityComparer.Default.Equals(found.Symbol?.OriginalDefinition, symbol.OriginalDefinition))
                        return true;
                }
            }

            return false;
        }
    }
}
