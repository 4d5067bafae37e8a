using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Aitbc.Analyzers.Tests;

/// <summary>
/// One rule over one piece of code. Code is marked up: <c>[|span|]</c> or <c>{|AITBC0901:span|}</c> is where a
/// diagnostic must be, everywhere else there must be none. The code has to compile.
/// </summary>
/// <typeparam name="TAnalyzer">The rule.</typeparam>
/// <typeparam name="TFix">Its fix, or <see cref="EmptyCodeFixProvider"/>.</typeparam>
public class RuleVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The rule reports exactly the marked spans.</summary>
    public static Task ReportsAsync(string code, params Library[] libraries) => ReportsAsync(code, [], libraries);

    /// <summary>The rule reports exactly the marked spans under these <c>.editorconfig</c> lines.</summary>
    public static Task ReportsAsync(string code, string[] options, params Library[] libraries) =>
        Create(code, options, libraries).RunAsync();

    /// <summary>
    /// The fix turns <paramref name="code"/> into <paramref name="fixedCode"/>, one by one and by fix-all alike.
    /// </summary>
    /// <param name="key">Equivalence key of the fix to take; null takes the first.</param>
    /// <param name="left">How many of the diagnostics have no fix and stay (mark them in <paramref name="fixedCode"/>).</param>
    public static Task FixesAsync(string code, string fixedCode, string? key = null, string[]? options = null, params Library[] libraries)
    {
        var test = Create(code, options ?? [], libraries);
        test.FixedCode = fixedCode;
        test.BatchFixedCode = fixedCode;
        test.CodeActionEquivalenceKey = key;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        // Diagnostics without a safe fix stay and are marked up in the fixed code.
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.BatchFixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync();
    }

    /// <summary>The rule reports the marked spans, and no fix is offered for any of them.</summary>
    public static Task HasNoFixAsync(string code, params Library[] libraries)
    {
        var test = Create(code, [], libraries);
        test.FixedCode = code;
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.NumberOfFixAllIterations = 0;
        test.NumberOfIncrementalIterations = 0;
        return test.RunAsync();
    }

    /// <summary>A test to be refined (several files, console application, expected arguments) and run by the caller.</summary>
    public static RuleTest<TAnalyzer, TFix> Create(string code, string[] options, params Library[] libraries) =>
        new(options, libraries) { TestCode = code };
}

/// <summary>A hermetic test: the real reference assemblies of .NET and of <paramref name="libraries"/>, nothing downloaded.</summary>
public sealed class RuleTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public RuleTest(string[] options, Library[] libraries)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(References.Framework);
        foreach (var library in libraries)
            TestState.AdditionalReferences.AddRange(References.Of(library));

        if (options.Length > 0)
        {
            var config = new StringBuilder("root = true\n[*]\n").AppendJoin('\n', options).Append('\n');
            TestState.AnalyzerConfigFiles.Add(("/.editorconfig", config.ToString()));
        }
    }

    /// <summary>The code has top-level statements.</summary>
    public bool IsProgram
    {
        init => TestState.OutputKind = value ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
    }

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(References.Language, DocumentationMode.Diagnose);

    protected override CompilationOptions CreateCompilationOptions() => new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);
}
