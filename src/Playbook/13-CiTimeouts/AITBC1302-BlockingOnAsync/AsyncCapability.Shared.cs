using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Which functions of a file's test code can await: those that are async or give a task, tests, set-ups and teardowns
/// that their framework awaits, and private helpers that nothing but such functions calls. Constructors, properties,
/// <c>Dispose</c>, implementations of synchronous interfaces and synchronous lambdas cannot.
/// </summary>
internal sealed class AsyncCapability(SemanticModel model, TestCode tests, CancellationToken cancellationToken)
{
    private readonly KnownTypes _types = KnownTypes.Of(model.Compilation);
    private readonly Dictionary<SyntaxNode, bool> _answers = [];

    /// <summary>The function whose code <paramref name="node"/> is part of: method, local function, lambda, accessor; null in initializers.</summary>
    public static SyntaxNode? FunctionAround(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
                return current;
            if (current is MemberDeclarationSyntax and not GlobalStatementSyntax)
                return null;
        }

        return null;
    }

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>Can this function await, as it is or once it is made async together with all of its callers?</summary>
    public bool CanAwait(SyntaxNode function)
    {
        if (_answers.TryGetValue(function, out var known))
            return known;

        // A helper that calls itself is as capable as the rest of its callers.
        _answers[function] = true;
        var answer = Decide(function);
        _answers[function] = answer;
        return answer;
    }

    /// <summary>Does a framework call this method, so that it needs no caller in source?</summary>
    public bool IsCalledByFramework(IMethodSymbol method)
    {
        if (tests.IsTest(method))
            return true;

        foreach (var framework in tests.Frameworks)
        {
            if (framework.AttributedLifecycle(method) is not null)
                return true;
        }

        return false;
    }

    /// <summary>The calls of a private method or local function; null where it is used in any other way as well.</summary>
    public List<InvocationExpressionSyntax>? CallsOf(SyntaxNode function, IMethodSymbol symbol)
    {
        SyntaxNode? scope = function is LocalFunctionStatementSyntax
            ? function.Parent
            : function.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var calls = new List<InvocationExpressionSyntax>();
        if (scope is null)
            return null;

        foreach (var token in scope.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != symbol.Name || token.Parent is not SimpleNameSyntax name)
                continue;

            if (!MayMean(model.GetSymbolInfo(name, cancellationToken), symbol))
                continue;
            if (CallThrough(name) is not { } call)
                return null;

            calls.Add(call);
        }

        return calls;
    }

    /// <summary>In code that is still being typed a call may fit no overload yet; then each of them counts.</summary>
    private static bool MayMean(SymbolInfo info, IMethodSymbol symbol)
    {
        if (SymbolEqualityComparer.Default.Equals(info.Symbol?.OriginalDefinition, symbol.OriginalDefinition))
            return true;

        foreach (var candidate in info.CandidateSymbols)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, symbol.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static InvocationExpressionSyntax? CallThrough(SimpleNameSyntax name)
    {
        ExpressionSyntax callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return callee.Parent is InvocationExpressionSyntax call && call.Expression == callee ? call : null;
    }

    private bool Decide(SyntaxNode function)
    {
        switch (function)
        {
            case AnonymousFunctionExpressionSyntax:
                return IsAsync(function);
            case LocalFunctionStatementSyntax local:
                return IsAsync(local) || (model.GetDeclaredSymbol(local, cancellationToken) is IMethodSymbol symbol && IsHelperOfCapable(local, symbol));
            case MethodDeclarationSyntax method:
                return model.GetDeclaredSymbol(method, cancellationToken) is { } declared && CanAwait(method, declared);
            default:
                return false;
        }
    }

    private bool CanAwait(MethodDeclarationSyntax syntax, IMethodSymbol method)
    {
        if (IsAsync(syntax))
            return true;
        if (BlockingCall.IsTask(method.ReturnType, _types))
            return HasAwaitableParameters(method);
        if (!CanBecomeAsync(syntax, method) || NeedsItsThread(method))
            return false;
        if (IsCalledByFramework(method))
            return true;

        // All calls are in sight only where the type is declared in this file alone.
        return method is { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 }
            && tests.FrameworkOf(method.ContainingType) is not null
            && IsHelperOfCapable(syntax, method);
    }

    private bool IsHelperOfCapable(SyntaxNode function, IMethodSymbol symbol)
    {
        if (!CanBecomeAsync(function, symbol) || CallsOf(function, symbol) is not { Count: > 0 } calls)
            return false;

        foreach (var call in calls)
        {
            if (FunctionAround(call) is not { } caller || !CanAwait(caller))
                return false;
        }

        return true;
    }

    private static bool CanBecomeAsync(SyntaxNode function, IMethodSymbol symbol)
    {
        if (symbol.IsOverride || symbol.IsExtern || symbol.IsAbstract || symbol.ReturnsByRef || symbol.ReturnsByRefReadonly
            || symbol.ReturnType.IsRefLikeType || symbol.PartialDefinitionPart is not null
            || symbol.ExplicitInterfaceImplementations.Length > 0 || ImplementsInterface(symbol) || IsNotInlined(symbol))
            return false;

        return HasAwaitableParameters(symbol) && !HasYield(function);
    }

    /// <summary>An async function takes no references, spans and pointers.</summary>
    private static bool HasAwaitableParameters(IMethodSymbol symbol)
    {
        foreach (var parameter in symbol.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer)
                return false;
        }

        return true;
    }

    private static bool ImplementsInterface(IMethodSymbol method)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public })
            return false;

        foreach (var implemented in method.ContainingType.AllInterfaces)
        {
            foreach (var member in implemented.GetMembers(method.Name))
            {
                if (method.Implements(member))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Tests of garbage collection keep objects in a frame of their own; a state machine would hold them.</summary>
    private static bool IsNotInlined(IMethodSymbol method) =>
        (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.NoInlining) != 0;

    /// <summary>A test that its framework runs on a thread of a certain kind would go on elsewhere after an await.</summary>
    private bool NeedsItsThread(IMethodSymbol method)
    {
        foreach (var name in ThreadAttributes)
        {
            if (_types[name] is { } attribute
                && (method.HasAttribute(attribute) || (method.ContainingType is { } type && type.HasAttribute(attribute))))
                return true;
        }

        return false;
    }

    private static readonly string[] ThreadAttributes =
    [
        "NUnit.Framework.ApartmentAttribute",
        "NUnit.Framework.RequiresThreadAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.STATestMethodAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.STATestClassAttribute",
    ];

    private static bool HasYield(SyntaxNode function)
    {
        foreach (var node in function.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or ExpressionSyntax)))
        {
            if (node is YieldStatementSyntax && FunctionAround(node) == function)
                return true;
        }

        return false;
    }
}
