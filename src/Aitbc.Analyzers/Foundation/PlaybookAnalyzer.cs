using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers;

/// <summary>
/// The base of every rule: runs concurrently, skips generated code, and hands the rule the compilation's known types.
/// A rule whose types are missing registers nothing and so costs nothing.
/// </summary>
public abstract class PlaybookAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => Register(start, KnownTypes.Of(start.Compilation)));
    }

    /// <summary>Registers the rule's actions for one compilation, or nothing where the rule cannot apply.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownTypes types);
}
