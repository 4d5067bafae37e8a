using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>
/// Which code a test goes through itself: its body, what its framework calls around it, and the helpers, local functions
/// and lambdas whose end it waits for. Work that the test merely starts, and handlers that others call, are not in it.
/// </summary>
/// <param name="types">The compilation's known types.</param>
/// <param name="tests">What is test code in it.</param>
/// <param name="entersAssertions">Follow the lambdas of assertions, such as the code that is expected to throw.</param>
/// <param name="boundedToo">Ask also after tests that a time-out of their framework ends.</param>
internal sealed class TestFlow(KnownTypes types, TestCode tests, bool entersAssertions = true, bool boundedToo = false)
{
    /// <summary>How many helpers are followed for one question.</summary>
    private const int MaxHelpers = 40;
    private const string Tasks = "System.Threading.Tasks.";

    /// <summary>The names that a file calls; kept as long as the file does not change.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> CalledNames = new();

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _helpers = new(SymbolEqualityComparer.Default);

    /// <summary>Does a test wait for the end of this operation, with no time-out of its framework to end the test (unless those count too)?</summary>
    public bool HoldsTest(IOperation operation, CancellationToken cancellationToken) =>
        HoldsTest(operation, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default), cancellationToken);

    private bool HoldsTest(IOperation operation, HashSet<IMethodSymbol> asked, CancellationToken cancellationToken)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return CallOf(lambda) is { } call && IsWaitedFor(call) && HoldsTest(call, asked, cancellationToken);
                case ILocalFunctionOperation local:
                    return asked.Add(local.Symbol) && IsCalled(local, asked, cancellationToken);
            }
        }

        return operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, cancellationToken) is IMethodSymbol symbol
            && HoldsTest(Outermost(symbol), asked, cancellationToken);
    }

    private bool HoldsTest(IMethodSymbol method, HashSet<IMethodSymbol> asked, CancellationToken cancellationToken)
    {
        if (tests.Frameworks.FirstOrDefault(framework => method.MethodKind == MethodKind.Ordinary && framework.IsTest(method)) is { } framework)
            return (boundedToo || !framework.HasTimeout(method)) && !framework.IsExplicit(method);
        if (tests.LifecycleOf(method) is not null)
            return boundedToo || tests.Frameworks.All(candidate => !candidate.HasTimeout(method));
        if (method.MethodKind != MethodKind.Ordinary)
            return false;
        if (_helpers.TryGetValue(method, out var known))
            return known;
        // Asked before in the same question: had it led to a test, the question would be answered.
        if (asked.Count >= MaxHelpers || !asked.Add(method))
            return false;

        var holds = IsCalled(method, asked, cancellationToken);
        if (holds || (asked.Count < MaxHelpers && asked.First().Equals(method, SymbolEqualityComparer.Default)))
            _helpers.TryAdd(method, holds);
        return holds;
    }

    /// <summary>The call to which this lambda is handed and which runs it to its end before it ends itself; null for all other calls.</summary>
    private IInvocationOperation? CallOf(IAnonymousFunctionOperation lambda)
    {
        IOperation current = lambda;
        while (current.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation)
            current = current.Parent;

        return current.Parent is IArgumentOperation { Parent: IInvocationOperation invocation } && Runs(invocation.TargetMethod) ? invocation : null;
    }

    private bool Runs(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return method.Name switch
        {
            "Run" => types.Is(type, Tasks + "Task"),
            "StartNew" => types.Is(type, Tasks + "TaskFactory"),
            "ForEach" => types.Is(type, "System.Collections.Generic.List`1") || types.Is(type, "System.Array") || types.Is(type, Tasks + "Parallel"),
            "For" or "Invoke" or "ForAsync" or "ForEachAsync" => types.Is(type, Tasks + "Parallel"),
            _ => entersAssertions && IsAssertion(type),
        };
    }

    private bool IsAssertion(INamedTypeSymbol type) => types.IsOrInherits(type, "Xunit.Assert") || types.IsOrInherits(type, "NUnit.Framework.Assert")
                || types.IsOrInherits(type, "Microsoft.VisualStudio.TestTools.UnitTesting.Assert");

    private bool IsCalled(ILocalFunctionOperation local, HashSet<IMethodSymbol> asked, CancellationToken cancellationToken)
    {
        foreach (var operation in local.Root().Descendants())
        {
            if (operation is IInvocationOperation call
                && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, local.Symbol)
                && !local.Syntax.Span.Contains(call.Syntax.Span)
                && IsWaitedFor(call) && HoldsTest(call, asked, cancellationToken))
                return true;
        }

        return false;
    }

    private bool IsCalled(IMethodSymbol method, HashSet<IMethodSymbol> asked, CancellationToken cancellationToken)
    {
        foreach (var tree in types.Compilation.SyntaxTrees)
        {
            if (!CalledNames.GetValue(tree, FindCalledNames).Contains(method.Name))
                continue;

            cancellationToken.ThrowIfCancellationRequested();
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is not InvocationExpressionSyntax invocation || NameOf(invocation) != method.Name)
                    continue;

#pragma warning disable RS1030 // The callers of the rare helper that holds a candidate lie in other files.
                model ??= types.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                if (model.GetOperation(invocation, cancellationToken) is IInvocationOperation call
                    && Calls(call, method) && IsWaitedFor(call) && HoldsTest(call, asked, cancellationToken))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the call run this method: itself, or as the override of what a base class calls on its own instance?</summary>
    private static bool Calls(IInvocationOperation call, IMethodSymbol method)
    {
        var target = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(target, method.OriginalDefinition))
            return true;
        if (call.Instance is not IInstanceReferenceOperation)
            return false;

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(target, overridden.OriginalDefinition))
                return true;
        }

        return false;
    }

    /// <summary>Does the code around wait for the end of the call, with nothing but that end to let it go on?</summary>
    private bool IsWaitedFor(IInvocationOperation call)
    {
        var type = call.Type;
        if (!types.IsOrInherits(type, Tasks + "Task") && !types.Is(type, Tasks + "ValueTask") && !types.Is(type, Tasks + "ValueTask`1"))
            return true;

        IOperation current = call;
        while (true)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    current = current.Parent;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Unwrap" or "GetAwaiter" or "Preserve" } wrapper
                    when wrapper.Instance == current:
                    current = wrapper;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Unwrap", IsExtensionMethod: true } } wrapper }:
                    current = wrapper;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Wait" } wait when wait.Instance == current:
                    return !WaitBound.IsAmong(wait.Arguments, types);
                case IInvocationOperation { TargetMethod.Name: "GetResult" } or IPropertyReferenceOperation { Property.Name: "Result" }:
                case IAwaitOperation:
                // Handed on to whoever called this function.
                case IReturnOperation:
                    return true;
                default:
                    return false;
            }
        }
    }

    private static IMethodSymbol Outermost(IMethodSymbol method)
    {
        while (method.ContainingSymbol is IMethodSymbol outer)
            method = outer;
        return method;
    }

    private static HashSet<string> FindCalledNames(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is InvocationExpressionSyntax invocation && NameOf(invocation) is { } name)
                names.Add(name);
        }

        return names;
    }

    private static string? NameOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
