using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers;

/// <summary>A rule's options, read once for each file of a compilation.</summary>
internal sealed class FileOptions<T>
{
    private readonly ConcurrentDictionary<SyntaxTree, T> _known = new();
    private readonly Func<SyntaxTree, T> _read;

    public FileOptions(AnalyzerOptions options, Func<AnalyzerConfigOptions, T> read) =>
        _read = tree => read(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    public T Of(SyntaxTree tree) => _known.GetOrAdd(tree, _read);
}
