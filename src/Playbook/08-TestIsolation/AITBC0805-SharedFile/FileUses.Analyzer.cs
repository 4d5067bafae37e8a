using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>One use of a fixed path.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Path">The path.</param>
/// <param name="Syntax">The expression that hands it over.</param>
/// <param name="Where">The member that the use stands in.</param>
/// <param name="IsExpected">Whether it happens is asked first, is expected to fail, or is left to a test that nobody runs by itself.</param>
internal sealed record FileUse(FileUseKind Kind, FixedPath Path, SyntaxNode Syntax, ISymbol Where, bool IsExpected)
{
    public bool Makes => Kind is FileUseKind.Write or FileUseKind.Keep or FileUseKind.Directory;

    public INamedTypeSymbol Outermost => OutermostOf(Where.ContainingType);

    public static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type.OriginalDefinition;
    }
}

/// <summary>What the code of one file does to fixed paths.</summary>
/// <param name="Uses">The uses of paths that are known.</param>
/// <param name="UnclearDeletions">The outermost types that delete something whose name is not known.</param>
/// <param name="Movers">The outermost types that change the working directory.</param>
internal sealed record UsesOfFile(List<FileUse> Uses, HashSet<ISymbol> UnclearDeletions, HashSet<ISymbol> Movers);

/// <summary>
/// Finds who else uses a path. Asked only when something fixed is made in test code; only files that spell the path's
/// first name are bound.
/// </summary>
internal sealed class FileUses(KnownTypes types, FileApis apis, FixedPaths paths)
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> TextsOfTrees = new();

    private readonly ConcurrentDictionary<SyntaxTree, UsesOfFile> _files = new();

    public IEnumerable<UsesOfFile> Of(FixedPath path, INamedTypeSymbol outermost, CancellationToken cancellationToken)
    {
        var own = new HashSet<SyntaxTree>();
        foreach (var type in outermost.SelfAndBases())
        {
            foreach (var declaration in type.DeclaringSyntaxReferences)
                own.Add(declaration.SyntaxTree);
        }

        foreach (var tree in types.Compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!own.Contains(tree) && TextsOfTrees.GetValue(tree, TextsOf).IndexOf(path.Needle, StringComparison.Ordinal) < 0)
                continue;

            if (!_files.TryGetValue(tree, out var uses))
                uses = _files.GetOrAdd(tree, Find(tree, cancellationToken));
            yield return uses;
        }
    }

    private static string TextsOf(SyntaxTree tree)
    {
        var texts = new System.Text.StringBuilder();
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken)
                texts.Append(token.ValueText).Append('\n');
        }

        return texts.ToString();
    }

    private UsesOfFile Find(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var found = new UsesOfFile([], new(SymbolEqualityComparer.Default), new(SymbolEqualityComparer.Default));
        var model = types.Compilation.ModelOf(tree);
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax)
                || model.GetOperation(node, cancellationToken) is not { } operation
                || WhereIs(model, node, cancellationToken) is not { } where)
                continue;

            switch (operation)
            {
                case IInvocationOperation call when apis.Knows(call.TargetMethod):
                case IObjectCreationOperation creation when apis.Knows(creation.Constructor):
                    AddKnown(operation, where, found, cancellationToken);
                    break;
                case IInvocationOperation { TargetMethod.Name: "EnsureDeleted" or "EnsureDeletedAsync" }:
                    found.UnclearDeletions.Add(FileUse.OutermostOf(where.ContainingType));
                    break;
                case IInvocationOperation call:
                    AddPassed(call.Arguments, call.TargetMethod, where, found, cancellationToken);
                    break;
                case IObjectCreationOperation creation:
                    AddPassed(creation.Arguments, creation.Constructor!, where, found, cancellationToken);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment:
                    if (property.Name == "CurrentDirectory")
                        found.Movers.Add(FileUse.OutermostOf(where.ContainingType));
                    else
                        Add(FileUseKind.Passed, assignment.Value, false, operation, where, found, cancellationToken);
                    break;
            }
        }

        return found;
    }

    private void AddKnown(IOperation operation, ISymbol where, UsesOfFile found, CancellationToken cancellationToken)
    {
        if (operation is IInvocationOperation { TargetMethod.Name: "SetCurrentDirectory" })
            found.Movers.Add(FileUse.OutermostOf(where.ContainingType));
        foreach (var (kind, value, isDataSource) in apis.UsesOf(operation))
        {
            if (!Add(kind, value, isDataSource, operation, where, found, cancellationToken) && kind == FileUseKind.Delete)
                found.UnclearDeletions.Add(FileUse.OutermostOf(where.ContainingType));
        }
    }

    /// <summary>What ends things by its name, or keeps and ends the path that it is handed, may delete it.</summary>
    private void AddPassed(
        IEnumerable<IArgumentOperation> arguments, IMethodSymbol method, ISymbol where, UsesOfFile found, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        if (type.ContainingNamespace is { Name: "IO" } or { Name: "System" } || types.IsOrInherits(type, "System.IO.FileSystemInfo"))
            return;

        var ends = ReleaseNames.EndsResource(method.Name)
            || method.MethodKind == MethodKind.Constructor && types.IsOrInherits(type, "System.IDisposable") && !IsLibrary(type);
        foreach (var argument in arguments)
        {
            if (argument.Value.Type is { SpecialType: SpecialType.System_String } || types.IsOrInherits(argument.Value.Type, "System.IO.FileSystemInfo"))
            {
                if (!Add(ends ? FileUseKind.Delete : FileUseKind.Passed, argument.Value, false, argument, where, found, cancellationToken)
                    && ends && method.MethodKind != MethodKind.Constructor && SpeaksOfPath(argument))
                    found.UnclearDeletions.Add(FileUse.OutermostOf(where.ContainingType));
            }
        }
    }

    private bool SpeaksOfPath(IArgumentOperation argument) => types.IsOrInherits(argument.Value.Type, "System.IO.FileSystemInfo")
        || argument.Parameter?.Name is { } name
            && (Has(name, "path") || Has(name, "file") || Has(name, "dir") || Has(name, "folder"));

    private static bool Has(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private bool IsLibrary(INamedTypeSymbol type) => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly)
        && type.ContainingAssembly?.Name is { } name && (name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private bool Add(
        FileUseKind kind, IOperation value, bool isDataSource, IOperation operation, ISymbol where, UsesOfFile found, CancellationToken cancellationToken)
    {
        if (paths.Of(value, isDataSource, cancellationToken) is { } path)
        {
            found.Uses.Add(new FileUse(kind, path, value.Syntax, where, IsExpected(operation, where, kind != FileUseKind.Directory)));
            return true;
        }

        if (paths.ParentOf(value, cancellationToken) is { } parent)
        {
            found.Uses.Add(new FileUse(FileUseKind.Below, new FixedPath(parent, value.Syntax), value.Syntax, where, false));
            return kind != FileUseKind.Delete;
        }

        return false;
    }

    /// <summary>Is it made only where it is missing, or is it expected to fail, or is this a test that runs only when somebody asks for it?</summary>
    /// <param name="operation">What makes it.</param>
    /// <param name="where">The member.</param>
    /// <param name="ofFile">Is it more than an empty directory, which any code makes that writes into it?</param>
    private bool IsExpected(IOperation operation, ISymbol where, bool ofFile)
    {
        for (IOperation child = operation, parent = operation.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when child != conditional.Condition && AsksFor(conditional.Condition, ofFile):
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } when name.StartsWith("Throw", StringComparison.Ordinal):
                    return true;
                case IBlockOperation block:
                    foreach (var statement in block.Operations)
                    {
                        if (statement == child)
                            break;
                        if (statement is IConditionalOperation { WhenFalse: null, WhenTrue: IReturnOperation or IBlockOperation { Operations: [IReturnOperation] } } left
                            && AsksFor(left.Condition, ofFile))
                            return true;
                    }

                    break;
            }
        }

        return where is IMethodSymbol method && types.TestCode?.FrameworkOfTest(method)?.IsExplicit(method) == true;
    }

    /// <summary>Does the condition ask whether the file is there, or the directory where <paramref name="orDirectory"/>?</summary>
    private bool AsksFor(IOperation condition, bool orDirectory)
    {
        foreach (var inner in condition.DescendantsAndSelf())
        {
            if (inner is IInvocationOperation { TargetMethod: { Name: "Exists", ContainingType: var type } }
                && (types.Is(type, "System.IO.File") || orDirectory && types.Is(type, "System.IO.Directory"))
                || inner is IPropertyReferenceOperation { Property: { Name: "Exists", ContainingType: var info } }
                && (types.Is(info, "System.IO.FileInfo") || orDirectory && types.Is(info, "System.IO.DirectoryInfo")))
                return true;
        }

        return false;
    }

    private static ISymbol? WhereIs(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        var symbol = model.GetEnclosingSymbol(node.SpanStart, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol is IMethodSymbol or IFieldSymbol or IPropertySymbol && symbol.ContainingType is not null ? symbol : null;
    }
}
