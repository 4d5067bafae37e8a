using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>The part that looks at the assembly as a whole, once, when a rule first asks for it.</summary>
internal sealed partial class TestCode
{
    /// <summary>What only a look at all types of the assembly tells.</summary>
    private sealed class Roles
    {
        private readonly List<INamedTypeSymbol> _users = [];
        private readonly Lazy<HashSet<string>> _names;
        private Dictionary<string, CodeOfTests>? _namesByCode;

        public Roles() => _names = new Lazy<HashSet<string>>(FindNames);

        /// <summary>Is there a test here that runs, or is this a library for tests?</summary>
        public bool HoldsTests { get; private set; } = true;

        /// <summary>The classes that a framework makes instances of.</summary>
        public List<INamedTypeSymbol> TestClasses { get; } = [];

        public Dictionary<INamedTypeSymbol, TestFramework> Bases { get; } = new(SymbolEqualityComparer.Default);

        public Dictionary<INamedTypeSymbol, (TestFramework Framework, TestScope Scope)> Fixtures { get; } = new(SymbolEqualityComparer.Default);

        public void AddTestClass(INamedTypeSymbol type, TestFramework framework)
        {
            _users.Add(type);
            if (!type.IsAbstract)
                TestClasses.Add(type);
            foreach (var ancestor in type.SelfAndBases().Skip(1))
            {
                if (!ancestor.DeclaringSyntaxReferences.IsEmpty)
                    Bases[ancestor.OriginalDefinition] = framework;
            }
        }

        public void AddFixture(INamedTypeSymbol type, TestFramework framework, TestScope scope)
        {
            _users.Add(type);
            Fixtures[type.OriginalDefinition] = (framework, scope);
        }

        /// <summary>What tests are derived from, or name, is the product's here.</summary>
        public void HoldsNoTests()
        {
            HoldsTests = false;
            Bases.Clear();
        }

        /// <summary>The framework makes and ends the base of a fixture with it, unless it is a base of test classes too.</summary>
        public void AddBasesOfFixtures()
        {
            foreach (var pair in Fixtures.ToArray())
            {
                foreach (var ancestor in pair.Key.SelfAndBases().Skip(1))
                {
                    var definition = ancestor.OriginalDefinition;
                    if (!definition.DeclaringSyntaxReferences.IsEmpty && !Bases.ContainsKey(definition) && !Fixtures.ContainsKey(definition))
                        Fixtures.Add(definition, pair.Value);
                }
            }
        }

        /// <summary>Does a test class, base or fixture name this type, or one of its extension methods?</summary>
        public bool IsHelper(INamedTypeSymbol type)
        {
            if (_names.Value.Contains(type.Name))
                return true;

            return type.MightContainExtensionMethods
                && type.GetMembers().Any(member => member is IMethodSymbol { IsExtensionMethod: true } && _names.Value.Contains(member.Name));
        }

        public CodeOfTests NamedIn(string name, Func<IMethodSymbol, Lifecycle?> lifecycleOf)
        {
            lock (_users)
                _namesByCode ??= FindNamesByCode(lifecycleOf);
            return _namesByCode.TryGetValue(name, out var code) ? code : CodeOfTests.None;
        }

        private Dictionary<string, CodeOfTests> FindNamesByCode(Func<IMethodSymbol, Lifecycle?> lifecycleOf)
        {
            var names = new Dictionary<string, CodeOfTests>(StringComparer.Ordinal);
            foreach (var member in _users.Concat(Bases.Keys).SelectMany(static type => type.GetMembers()))
            {
                var code = member switch
                {
                    IMethodSymbol method => lifecycleOf(method) switch
                    {
                        { Scope: not TestScope.Test } => CodeOfTests.OneTime,
                        { Role: LifecycleRole.SetUp } => CodeOfTests.SetUp,
                        { Role: LifecycleRole.Teardown } => CodeOfTests.Teardown,
                        _ => CodeOfTests.Other,
                    },
                    { IsStatic: true, Kind: SymbolKind.Field or SymbolKind.Property } => CodeOfTests.OneTime,
                    _ => CodeOfTests.Other,
                };
                foreach (var declaration in member.DeclaringSyntaxReferences)
                {
                    foreach (var name in NamesIn(declaration.GetSyntax()))
                    {
                        if (name != member.Name)
                            names[name] = code | (names.TryGetValue(name, out var known) ? known : CodeOfTests.None);
                    }
                }
            }

            return names;
        }

        public static bool Names(INamedTypeSymbol testClass, string name) =>
            testClass.DeclaringSyntaxReferences.Any(declaration => NamesIn(declaration.GetSyntax()).Contains(name));

        private static IEnumerable<string> NamesIn(SyntaxNode node) => node.DescendantTokens()
            .Where(static token => token.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.IdentifierToken)
            .Select(static token => token.ValueText);

        private HashSet<string> FindNames()
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var declaration in _users.Concat(Bases.Keys).SelectMany(static type => type.DeclaringSyntaxReferences).Distinct())
                names.UnionWith(NamesIn(declaration.GetSyntax()));

            return names;
        }
    }
}
