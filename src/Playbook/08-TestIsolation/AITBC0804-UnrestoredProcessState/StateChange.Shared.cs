using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>The kinds of state that all code of a process shares.</summary>
internal enum StateKind
{
    EnvironmentVariable,
    CurrentDirectory,
    Console,
    Switch,
    ThreadPool,
    StaticMember,
}

/// <summary>One place that changes state of the whole process.</summary>
/// <param name="Kind">What kind of state.</param>
/// <param name="Key">Tells one variable, switch or member from another; null where the code does not tell which it is.</param>
/// <param name="Name">What the message calls it.</param>
/// <param name="Api">The name by which code that changes this kind of state is found in text.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record StateChange(StateKind Kind, string? Key, string Name, string Api, IOperation? Value)
{
    /// <summary>May both change the same state?</summary>
    public bool IsOfSame(StateChange other) => Kind == other.Kind && Api == other.Api && (Key is null || other.Key is null || Key == other.Key);

    /// <summary>The change that this call or assignment makes; null where it makes none.</summary>
    public static StateChange? Of(IOperation operation, KnownTypes types) => operation switch
    {
        IInvocationOperation { TargetMethod.IsStatic: true } call => OfCall(call, types),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.IsStatic: true } member, Value: var value } => OfMember(member, value, types),
        _ => null,
    };

    private static StateChange? OfCall(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "SetEnvironmentVariable" when types.Is(method.ContainingType, "System.Environment") && call.Arguments.Length >= 2:
                return Named(StateKind.EnvironmentVariable, call.Arguments[0].Value, method.Name, call.Arguments[1].Value);
            case "SetCurrentDirectory" when types.Is(method.ContainingType, "System.IO.Directory") && call.Arguments.Length == 1:
                return new StateChange(StateKind.CurrentDirectory, "", "Environment.CurrentDirectory", "CurrentDirectory", call.Arguments[0].Value);
            case "SetOut" or "SetError" or "SetIn" when types.Is(method.ContainingType, "System.Console") && call.Arguments.Length == 1:
                return new StateChange(StateKind.Console, "", "Console." + method.Name.Substring(3), method.Name, call.Arguments[0].Value);
            case "SetSwitch" when types.Is(method.ContainingType, "System.AppContext") && call.Arguments.Length == 2:
                return Named(StateKind.Switch, call.Arguments[0].Value, method.Name, call.Arguments[1].Value);
            case "SetMinThreads" or "SetMaxThreads" when types.Is(method.ContainingType, "System.Threading.ThreadPool"):
                return new StateChange(StateKind.ThreadPool, "", "ThreadPool." + method.Name.Substring(3), method.Name, null);
            default:
                return null;
        }
    }

    private static StateChange Named(StateKind kind, IOperation name, string api, IOperation value) =>
        name.ConstantValue is { HasValue: true, Value: string constant }
            ? new StateChange(kind, constant, constant, api, value)
            : new StateChange(kind, NameIn(name.WithoutConversions()), name.Syntax.ToString(), api, value);

    /// <summary>The text of a <c>static readonly</c> field whose declaration is in sight.</summary>
    private static string? NameIn(IOperation name) =>
        name is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences: [var declaration] } }
            && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { Token.Value: string text } } ? text : null;

    private static StateChange? OfMember(IMemberReferenceOperation reference, IOperation value, KnownTypes types)
    {
        var member = reference.Member;
        if (member is not (IFieldSymbol or IPropertySymbol { IsIndexer: false }) || member.ContainingType is not { } type)
            return null;
        if (member.Name == "CurrentDirectory" && types.Is(type, "System.Environment"))
            return new StateChange(StateKind.CurrentDirectory, "", "Environment.CurrentDirectory", "CurrentDirectory", value);
        return IsOfProcess(member, type, types.Compilation)
            ? new StateChange(StateKind.StaticMember, type.ToDisplayString(), type.Name + "." + member.Name, member.Name, value)
            : null;
    }

    /// <summary>A static member of a library or of the code under test, but for what flows with the call or the thread.</summary>
    private static bool IsOfProcess(ISymbol member, INamedTypeSymbol type, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        // CultureInfo.CurrentCulture, Activity.Current, Transaction.Current: one value for each flow of calls.
        && !member.Name.StartsWith("Current", StringComparison.Ordinal)
        && !member.GetAttributes().Any(static a => a.AttributeClass is { Name: nameof(ThreadStaticAttribute) })
        && !IsForTests(type);

    private static bool IsForTests(INamedTypeSymbol type)
    {
        var name = type.ContainingAssembly.Name + "." + type.ToDisplayString();
        foreach (var word in TestWords)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static readonly string[] TestWords = ["Test", "xunit", "nunit", "Mock", "Assert", "Should", "Verify", "Fake", "Benchmark", "Fixture", "Approval"];
}
