using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What brings changed state back: another change to the value that was saved, a helper, a scope that is disposed.</summary>
internal sealed class Restores(KnownTypes types)
{
    private static readonly string[] SavedNames = ["orig", "old", "prev", "saved", "backup", "before", "initial", "default", "current", "existing", "former", "restore"];
    private static readonly string[] RestoringNames = ["Restore", "Reset", "Clear", "Unset", "Undo", "Revert", "Clean", "TearDown", "Dispose"];
    private static readonly string[] ScopeNames = ["Scope", "Environment", "Variable", "Culture", "Console", "Directory", "Restor", "Swap", "Temp", "Override", "Capture", "Redirect", "Switch", "Settings", "Context"];

    /// <summary>Is the change itself one back: to nothing, to what was saved, to the standard streams?</summary>
    public bool IsBack(StateChange change)
    {
        if (change.Value?.WithoutConversions() is not { } value)
            return change.Kind != StateKind.ThreadPool;
        if (value.ConstantValue is { HasValue: true, Value: var constant })
            return constant is null or "" or false or 0;
        switch (value)
        {
            case IDefaultValueOperation:
                return true;
            case ILocalReferenceOperation local:
                return IsSavedName(local.Local.Name) || Signal.Initializer(local) is { } initial && Reads(initial, change);
            case IFieldReferenceOperation { Field: var field }:
                return IsSavedName(field.Name) || field.Name == "Empty";
            case IPropertyReferenceOperation { Property: var property }:
                return IsSavedName(property.Name) || property.Name == "Empty" || IsStart(change.Kind, value.Syntax.ToString());
            case IParameterReferenceOperation { Parameter: var parameter }:
                return IsSavedName(parameter.Name);
            default:
                return IsStart(change.Kind, value.Syntax.ToString());
        }
    }

    /// <summary>What the process starts with: its standard streams, the directory of its program.</summary>
    private static bool IsStart(StateKind kind, string value) => kind switch
    {
        StateKind.Console => value.Contains("OpenStandard") || value.Contains("TestContext"),
        StateKind.CurrentDirectory => value.Contains("BaseDirectory") || value.Contains("TestDirectory") || value.Contains("Assembly"),
        _ => false,
    };

    /// <summary>Does this operation restore what <paramref name="change"/> sets, given that it runs later?</summary>
    public bool Happens(IOperation operation, StateChange change, SyntaxNode at)
    {
        if (operation.Syntax == at)
            return false;
        if (StateChange.Of(operation, types) is { } other)
            return other.IsOfSame(change) && (IsBack(other) || other.Kind != StateKind.EnvironmentVariable || other.Value is not { ConstantValue.HasValue: true });

        return operation is IInvocationOperation { IsImplicit: false, TargetMethod: var method } call
            && (IsRestoringCall(call) || IsOwn(method) && Touches(method, change));
    }

    /// <summary>A helper of the class that says by its name that it restores; of other objects only what says so plainly, not any <c>Clear</c>.</summary>
    private static bool IsRestoringCall(IInvocationOperation call) =>
        call.Instance is null or IInstanceReferenceOperation && !call.TargetMethod.IsExtensionMethod
            ? IsRestoring(call.TargetMethod.Name)
            : call.TargetMethod.Name is var name && (name.Contains("Restore") || name.Contains("Revert") || name.Contains("Undo"));

    /// <summary>Does the class, a base or something that it holds restore state of this kind in a teardown or on disposal?</summary>
    public bool IsRestoredAfter(INamedTypeSymbol type, StateChange change, TestCode testCode)
    {
        foreach (var current in type.SelfAndBases())
        {
            foreach (var member in current.GetMembers())
            {
                switch (member)
                {
                    case IMethodSymbol { MethodKind: not (MethodKind.PropertyGet or MethodKind.PropertySet) } method
                        when IsTeardown(method, testCode) && (Touches(method, change) || CallsOneThatTouches(method, current, change) || ResetsHolder(method, change)):
                        return true;
                    // A base class that gives each test of its family the value it starts with.
                    case IMethodSymbol { IsStatic: false } method
                        when !SymbolEqualityComparer.Default.Equals(current, type) && IsSetUp(method, testCode) && (Assigns(method, change) || ResetsHolder(method, change)):
                        return true;
                    case IFieldSymbol { Type: INamedTypeSymbol held } when IsScope(held, change):
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>Does the method hold a scope, or a lambda, that restores it when it is disposed or called?</summary>
    public bool IsRestoredByScope(IOperation body, StateChange change)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol.Type: INamedTypeSymbol type } when IsScope(type, change):
                case IObjectCreationOperation { Type: INamedTypeSymbol made } when IsScope(made, change):
                    return true;
                case IAnonymousFunctionOperation lambda when lambda.Body.Descendants().Any(inner => StateChange.Of(inner, types) is { } other && other.IsOfSame(change)):
                    return true;
            }
        }

        return false;
    }

    /// <summary>What runs after a test; a test itself may be named as if it did.</summary>
    private static bool IsTeardown(IMethodSymbol method, TestCode testCode) =>
        testCode.LifecycleOf(method) is { Role: LifecycleRole.Teardown } || method.MethodKind == MethodKind.Destructor
        || (ReleaseNames.LooksLikeTeardown(method.Name) || IsRestoring(method.Name)) && !testCode.IsTest(method);

    /// <summary>Does the class, or a base, anywhere bring state of this kind back, or handle it in a way that nobody can follow?</summary>
    public bool IsRestoredAnywhere(INamedTypeSymbol type, StateChange change)
    {
        foreach (var current in type.SelfAndBases())
        {
            foreach (var declaration in current.DeclaringSyntaxReferences)
            {
                if (Mentions(declaration.GetSyntax(), change, other => IsBack(other) || other.Value is not { ConstantValue.HasValue: true } && other.Key is null))
                    return true;
            }
        }

        return false;
    }

    private bool IsScope(INamedTypeSymbol type, StateChange change)
    {
        if (!types.IsOrInherits(type, "System.IDisposable") && !types.IsOrInherits(type, "System.IAsyncDisposable"))
            return false;
        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            var syntax = declaration.GetSyntax();
            if (syntax.ToString().Contains(change.Api) || ResetsHolder(syntax, change))
                return true;
        }

        return type.DeclaringSyntaxReferences.IsEmpty && type.ContainingNamespace is not { Name: "IO" or "Threading" or "Http" } && Array.Exists(ScopeNames, word => type.Name.Contains(word));
    }

    private static bool IsSavedName(string name) => Array.Exists(SavedNames, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsRestoring(string name) => Array.Exists(RestoringNames, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool Reads(IOperation value, StateChange change)
    {
        var text = value.Syntax.ToString();
        return change.Kind switch
        {
            StateKind.EnvironmentVariable => text.Contains("GetEnvironmentVariable"),
            StateKind.CurrentDirectory => text.Contains("CurrentDirectory"),
            StateKind.Console => text.Contains("Console.") || text.Contains("OpenStandard"),
            _ => text.Contains(change.Api),
        };
    }

    private static bool IsOwn(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty;

    private bool CallsOneThatTouches(IMethodSymbol teardown, INamedTypeSymbol type, StateChange change)
    {
        foreach (var declaration in teardown.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax called }
                    && type.GetMembers(called.Identifier.ValueText).Any(m => m is IMethodSymbol method && Touches(method, change)))
                    return true;
            }
        }

        return false;
    }

    private static bool IsSetUp(IMethodSymbol method, TestCode testCode) =>
        method.MethodKind == MethodKind.Constructor || testCode.LifecycleOf(method) is { Role: LifecycleRole.SetUp };

    private static bool Assigns(IMethodSymbol method, StateChange change) =>
        change.Kind == StateKind.StaticMember && method.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax().DescendantNodes()
            .Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && name == change.Api));

    private static bool ResetsHolder(IMethodSymbol method, StateChange change) =>
        method.DeclaringSyntaxReferences.Any(declaration => ResetsHolder(declaration.GetSyntax(), change));

    /// <summary>Does the code call <c>Reset()</c> or the like on the type whose static member is changed?</summary>
    private static bool ResetsHolder(SyntaxNode code, StateChange change)
    {
        if (change is not { Kind: StateKind.StaticMember, Key: { } holder })
            return false;

        var name = holder.Substring(holder.LastIndexOf('.') + 1);
        foreach (var node in code.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver, Name.Identifier.ValueText: var called } }
                && IsRestoring(called) && receiver.ToString().EndsWith(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Does the method handle this very state, or some of its kind that the code does not name?</summary>
    private bool Touches(IMethodSymbol method, StateChange change)
    {
        foreach (var declaration in method.DeclaringSyntaxReferences)
        {
            if (Mentions(declaration.GetSyntax(), change, static _ => true))
                return true;
        }

        return false;
    }

    /// <summary>Does the code name what changes such state, but for changes of another variable or switch and those that do not <paramref name="count"/>?</summary>
    private bool Mentions(SyntaxNode code, StateChange change, Func<StateChange, bool> count)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.ValueText.EndsWith(change.Api, StringComparison.Ordinal) && token.Parent is { } name
                && (ChangeAround(name) is not { } other || other.IsOfSame(change) && count(other)))
                return true;
        }

        return false;
    }

    private StateChange? ChangeAround(SyntaxNode name)
    {
        SyntaxNode whole = name is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } && access.Name == name ? access : name;
        if (whole.Parent is not (InvocationExpressionSyntax or AssignmentExpressionSyntax) || !types.Compilation.ContainsSyntaxTree(name.SyntaxTree))
            return null;
        return types.Compilation.ModelOf(name.SyntaxTree).GetOperation(whole.Parent) is { } operation ? StateChange.Of(operation, types) : null;
    }
}
