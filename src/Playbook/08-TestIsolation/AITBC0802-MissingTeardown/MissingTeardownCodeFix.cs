using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Fix of AITBC0802 (playbook section 08): releases the resource in the teardown that the framework calls. One that
/// exists gets another statement; else it is written the framework's own way. Several resources of a class end in one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingTeardownCodeFix)), Shared]
public sealed class MissingTeardownCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => "AITBC0802";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Types.TestCode is not { } testCode || site.Properties.ContainsKey(HeldResource.Uncalled)
            || !site.Properties.TryGetValue(HeldResource.Kind, out var kind) || kind is null
            || !site.Properties.TryGetValue(HeldResource.Scope, out var text) || !Enum.TryParse<TestScope>(text, out var scope)
            || site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || site.Model.GetDeclaredSymbol(declaration, site.CancellationToken) is not { } type
            || (testCode.FrameworkOf(type) ?? testCode.FrameworkOfHandMade(type)) is not { } framework
            || StatementsOf(site, kind, out var isStatic) is not { } statements)
            yield break;

        var place = new TeardownPlace(site, testCode, framework, type, declaration, scope, isStatic);
        if (place.Write(statements) is not { } written)
            yield break;

        yield return new FixOffer(
            $"Release it in '{written.Name}'", "Release", _ => Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(declaration, written.Type))));
    }

    private static ReleaseStatements? StatementsOf(FixSite site, string kind, out bool isStatic)
    {
        isStatic = false;
        if (kind == HeldResource.Event)
        {
            // A lambda cannot be taken off again.
            if (site.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription
                || site.Model.GetSymbolInfo(subscription.Right, site.CancellationToken).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } handler
                || subscription.Right is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
                return null;

            isStatic = handler.IsStatic;
            return new ReleaseStatements($"{subscription.Left.WithoutTrivia()} -= {subscription.Right.WithoutTrivia()};", null);
        }

        var member = site.Node is ExpressionSyntax
            ? site.Model.GetSymbolInfo(site.Node, site.CancellationToken).Symbol
            : site.Model.GetDeclaredSymbol(site.Node, site.CancellationToken);
        // A property that makes its value when it is asked for would make one to release.
        if (member is not (IFieldSymbol or IPropertySymbol) || site.Node is PropertyDeclarationSyntax property && IsLazy(property))
            return null;

        isStatic = member.IsStatic;
        return ReleaseStatements.Of(site, member, kind);
    }

    private static bool IsLazy(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.Any(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && (accessor.Body is not null || accessor.ExpressionBody is not null)) == true;
}

/// <summary>Where in a type the framework ends what lives as long as <paramref name="scope"/>, and how that is written.</summary>
internal sealed class TeardownPlace(
    FixSite site, TestCode testCode, TestFramework framework, INamedTypeSymbol type, TypeDeclarationSyntax declaration, TestScope scope, bool isStatic)
{
    private readonly TestFramework? _ofHandMade = testCode.FrameworkOfHandMade(type);
    private readonly bool _isTestClass = testCode.FixtureScope(type) is null && testCode.FrameworkOf(type) is not null;

    /// <summary>The type with the statements in its teardown; null where none can be written for sure.</summary>
    public (TypeDeclarationSyntax Type, string Name)? Write(ReleaseStatements statements)
    {
        var existing = ExistingTeardowns();
        // Whoever makes a fixture by hand may call either of two teardowns.
        if (_ofHandMade is not null && existing.Count != 1)
            return null;
        if (existing.Count > 0)
            return AppendToFirst(existing, statements);

        if (statements.Async is { } asynchronous && Create(asynchronous, isAsync: true) is { } created)
            return created;
        return statements.Sync is { } sync ? Create(sync, isAsync: false) : null;
    }

    /// <summary>The teardowns of the right scope that the type itself declares, those first that are called for sure.</summary>
    private List<IMethodSymbol> ExistingTeardowns()
    {
        var found = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
                && testCode.LifecycleOf(method, _ofHandMade) is { Role: LifecycleRole.Teardown } lifecycle && lifecycle.Scope == scope
                && (isStatic || !method.IsStatic))
                found.Add(method);
        }

        // Frameworks that know both call DisposeAsync rather than Dispose.
        return [.. found.OrderBy(method => framework.AttributedLifecycle(method) is null).ThenBy(static method => method.ReturnsVoid)];
    }

    private (TypeDeclarationSyntax Type, string Name)? AppendToFirst(List<IMethodSymbol> teardowns, ReleaseStatements statements)
    {
        foreach (var (text, needsAwait) in new[] { (statements.Async, true), (statements.Sync, false) })
        {
            if (text is null)
                continue;

            foreach (var teardown in teardowns)
            {
                // Another part of a partial class stands in another file, or further up.
                if (teardown.DeclaringSyntaxReferences is not [var reference]
                    || reference.GetSyntax(site.CancellationToken) is not MethodDeclarationSyntax method || method.Parent != declaration)
                    continue;

                if (TeardownMethod.Append(method, text, needsAwait, MayBecomeAsync(teardown)) is { } changed)
                    return (declaration.ReplaceNode(method, changed), teardown.Name.Substring(teardown.Name.LastIndexOf('.') + 1));
            }
        }

        return null;
    }

    private bool MayBecomeAsync(IMethodSymbol teardown) =>
        framework.AttributedLifecycle(teardown) is not null && !teardown.IsVirtual && !teardown.IsOverride && !teardown.IsAbstract
        && teardown.ExplicitInterfaceImplementations.IsEmpty && !IsNamedElsewhere(teardown.Name);

    private bool IsNamedElsewhere(string name)
    {
        foreach (var token in site.Root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name
                && token.Parent is not (MethodDeclarationSyntax or NameSyntax { Parent: AttributeSyntax }))
                return true;
        }

        return false;
    }

    private (TypeDeclarationSyntax Type, string Name)? Create(string statements, bool isAsync)
    {
        if (declaration.OpenBraceToken.IsKind(SyntaxKind.None)
            || framework.Teardown(type, scope, isAsync, _isTestClass) is not { } template || template.IsStatic && !isStatic)
            return null;

        return template.Interface is { } name
            ? CreateForInterface(template, name, statements)
            : scope == TestScope.Assembly && !framework.IsMarkedClass(type) ? null : CreateAttributed(template, statements);
    }

    private (TypeDeclarationSyntax Type, string Name)? CreateAttributed(TeardownTemplate template, string statements)
    {
        var name = template.MethodName;
        if (IsTaken(name))
            name += "Resources";
        if (IsTaken(name))
            return null;

        var argument = template.AttributeArgument is { } text ? $"(global::{text})" : "";
        var modifiers = template.IsStatic ? "public static" : "public";
        var method = $"[global::{template.Attribute}{argument}]\n{Signature(modifiers, template, name)}\n{{\n{statements}\n}}";
        return (declaration.InsertMember(Parse(method)), HeldResource.Place(template));
    }

    private (TypeDeclarationSyntax Type, string Name)? CreateForInterface(TeardownTemplate template, string interfaceName, string statements)
    {
        if (site.Types[interfaceName] is not { } declaring)
            return null;

        var isDisposable = site.Types.IsOrInherits(type, "System.IDisposable");
        var isAsyncDisposable = site.Types.IsOrInherits(type, "System.IAsyncDisposable");
        var callsOnlyOne = framework.TeardownInterfaces.Any(static pair => pair.Interface == "System.IAsyncDisposable");
        // The framework would no longer call the one that the class, or its base, already has.
        if (callsOnlyOne && (template.IsAsync ? isDisposable && !isAsyncDisposable : isAsyncDisposable))
            return null;

        if (type.IsOrInherits(declaring))
            return Override(template, declaring, statements);
        if (IsTaken(template.MethodName) || template.SetUpMethod is { } setUp && IsTaken(setUp))
            return null;

        var method = Parse($"{Signature("public", template, template.MethodName)}\n{{\n{statements}\n}}");
        var changed = declaration.InsertMember(method);
        if (template.SetUpMethod is { } first)
            changed = changed.InsertMember(Parse($"public global::{template.ReturnType} {first}() => global::System.Threading.Tasks.Task.CompletedTask;"), before: method);
        return (changed.AddBase(interfaceName), template.MethodName);
    }

    /// <summary>A base type disposes already: overrides its method, if it lets us.</summary>
    private (TypeDeclarationSyntax Type, string Name)? Override(TeardownTemplate template, INamedTypeSymbol declaring, string statements)
    {
        var member = declaring.GetMembers(template.MethodName).FirstOrDefault()
            ?? declaring.AllInterfaces.SelectMany(i => i.GetMembers(template.MethodName)).FirstOrDefault();
        if (member is null || type.FindImplementationForInterfaceMember(member) is not IMethodSymbol implementation
            || SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type))
            return null;

        if (IsOverridable(implementation))
        {
            var signature = Signature($"{SyntaxFacts.GetText(implementation.DeclaredAccessibility)} override", template, template.MethodName);
            var callBase = implementation.IsAbstract ? "" : template.IsAsync ? $"\nawait base.{template.MethodName}();" : $"\nbase.{template.MethodName}();";
            return (declaration.InsertMember(Parse($"{signature}\n{{\n{statements}{callBase}\n}}")), template.MethodName);
        }

        foreach (var current in type.SelfAndBases().Skip(1))
        {
            foreach (var candidate in current.GetMembers("Dispose"))
            {
                if (template.IsAsync || candidate is not IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_Boolean } parameter] } pattern || !IsOverridable(pattern))
                    continue;

                var callBase = pattern.IsAbstract ? "" : $"\nbase.Dispose({parameter.Name});";
                var method = $"{SyntaxFacts.GetText(pattern.DeclaredAccessibility)} override void Dispose(bool {parameter.Name})\n{{\nif ({parameter.Name})\n{{\n{statements}\n}}\n{callBase}\n}}";
                return type.GetMembers("Dispose").IsEmpty ? (declaration.InsertMember(Parse(method)), "Dispose(bool)") : null;
            }
        }

        return null;
    }

    private static bool IsOverridable(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed
        && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected;

    private static string Signature(string modifiers, TeardownTemplate template, string name) =>
        template.ReturnType is { } task ? $"{modifiers} async global::{task} {name}()" : $"{modifiers} void {name}()";

    /// <summary>Does the type, a base, or the compiler's view of either have a member of this name?</summary>
    private bool IsTaken(string name) => type.SelfAndBases().Any(current => !current.GetMembers(name).IsEmpty);

    private static MemberDeclarationSyntax Parse(string text) => SyntaxFactory.ParseMemberDeclaration(text)!;
}
