using System.Collections.Immutable;
using System.Reflection;
using Aitbc.Analyzers.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Tests;

/// <summary>Every rule, fix and option that the built assemblies hold: what the tests that no rule escapes range over.</summary>
internal static class RuleCatalogue
{
    private static readonly Assembly AnalyzerAssembly = typeof(InvalidOptionAnalyzer).Assembly;

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. InstancesOf<DiagnosticAnalyzer>(AnalyzerAssembly)];

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = [.. InstancesOf<CodeFixProvider>(typeof(PlaybookCodeFix).Assembly)];

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal)];

    public static ImmutableArray<string> OptionKeys { get; } = [.. RuleOptions.All.Select(static option => option.Key)];

    private static IEnumerable<T> InstancesOf<T>(Assembly assembly) => assembly.GetTypes()
        .Where(static type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract)
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (T)Activator.CreateInstance(type)!);
}
