using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Gitea;

/// <summary>Follows the builder that <c>AddHttpClient</c> gives, and tells whether anything makes its client try again.</summary>
internal sealed class ClientBuilder(KnownTypes types, CancellationToken cancellationToken)
{
    public const string Registration = "Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions";
    public const string Builder = "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";

    private const string Extensions = "Microsoft.Extensions.DependencyInjection.HttpClientBuilderExtensions";
    private const string Handler = "System.Net.Http.HttpMessageHandler";
    private const int MaxDepth = 3;

    private int depth;

    /// <summary>May the client that this call registers try again? Also where the builder goes out of sight.</summary>
    public bool MayBeResilient(IInvocationOperation registration) => IsCarefulClient(registration.TargetMethod) || IsUsedResiliently(registration);

    /// <summary>May this code make the builder's client try again?</summary>
    public bool MayBeResilient(IOperation body, ISymbol builder)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            var isBuilder = operation switch
            {
                ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, builder),
                IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, builder),
                _ => false,
            };
            if (isBuilder && IsUsedResiliently(operation))
                return true;
        }

        return false;
    }

    /// <summary>Does what is done with this value make the client try again, or is it not seen?</summary>
    private bool IsUsedResiliently(IOperation value)
    {
        switch (value.Parent)
        {
            case IConversionOperation or IParenthesizedOperation:
                return IsUsedResiliently(value.Parent);
            case IExpressionStatementOperation:
                return false;
            // services.AddHttpClient("x").Services: the chain is over.
            case IPropertyReferenceOperation property:
                return property.Property.Name is not ("Services" or "Name");
            case IInvocationOperation call when call.Instance == value:
                return IsResilient(call);
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } argument when argument.Parameter?.Ordinal == 0:
                return IsResilient(call);
            case ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation }:
                return false;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return MayBeResilient(value.Root(), local);
            // The body of a lambda that gives nothing back.
            case IReturnOperation { Parent.Parent: IAnonymousFunctionOperation { Symbol.ReturnsVoid: true } }:
                return false;
            default:
                return true;
        }
    }

    private bool IsResilient(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        // An own extension that returns the builder, or nothing.
        var isKnown = types.Is(method.ContainingType, Extensions);
        if (isKnown ? method.Name.Contains("Handler") && method.Name != "SetHandlerLifetime" && HasCarefulHandler(call) : !IsHarmless(method))
            return true;
        return method.ReturnsVoid || !types.Is(method.ReturnType, Builder) ? !method.ReturnsVoid && !isKnown : IsUsedResiliently(call);
    }

    /// <summary>An extension of the compilation whose own code adds no patience.</summary>
    private bool IsHarmless(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (depth >= MaxDepth || method.Parameters is not [var builder, ..] || !IsOwn(method) || method.DeclaringSyntaxReferences is not [var declaration])
            return false;

        var syntax = declaration.GetSyntax(cancellationToken);
        if (types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is not IMethodBodyOperation body)
            return false;

        depth++;
        var isHarmless = !IsReturnedElsewhere(body, builder);
        depth--;
        return isHarmless;
    }

    /// <summary>Like <see cref="MayBeResilient(IOperation, ISymbol)"/>, but giving the builder back is no way out of sight.</summary>
    private bool IsReturnedElsewhere(IMethodBodyOperation body, IParameterSymbol builder)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IParameterReferenceOperation { Parameter: var parameter } && SymbolEqualityComparer.Default.Equals(parameter, builder)
                && !EndsInReturn(operation) && IsUsedResiliently(operation))
                return true;
        }

        return false;
    }

    private bool EndsInReturn(IOperation value)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IReturnOperation:
                    return true;
                case IConversionOperation or IParenthesizedOperation:
                    value = value.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } when types.Is(call.TargetMethod.ContainingType, Extensions)
                    && !(call.TargetMethod.Name.Contains("Handler") && call.TargetMethod.Name != "SetHandlerLifetime" && HasCarefulHandler(call)):
                    value = call;
                    break;
                default:
                    return false;
            }
        }
    }

    /// <summary>Does the handler that this call adds try again, or is it not known?</summary>
    private bool HasCarefulHandler(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments is [INamedTypeSymbol handler])
            return MayTryAgain(handler);

        var found = false;
        foreach (var argument in call.Arguments)
        {
            // A delegate in a local is looked into as well.
            var value = argument.Value.WithoutConversions() is ILocalReferenceOperation local && Signal.Initializer(local) is { } declared ? declared : argument.Value;
            foreach (var operation in value.DescendantsAndSelf())
            {
                var type = operation switch
                {
                    IObjectCreationOperation creation => creation.Type,
                    IInvocationOperation { TargetMethod.ReturnType: var returned } => returned,
                    _ => null,
                };
                if (type is null || !types.IsOrInherits(type, Handler))
                    continue;
                found = true;
                if (MayTryAgain(type))
                    return true;
            }
        }

        return !found;
    }

    private bool MayTryAgain(ITypeSymbol handler)
    {
        if (handler.ContainingNamespace?.ToDisplayString() == "System.Net.Http")
            return handler.Name is not ("HttpClientHandler" or "SocketsHttpHandler" or "WinHttpHandler");
        return !IsOwn(handler) || SpeaksOfPatience(handler, isHandler: true);
    }

    /// <summary>Does the typed client look after failures itself?</summary>
    private bool IsCarefulClient(IMethodSymbol registration)
    {
        foreach (var client in registration.TypeArguments)
        {
            if (IsOwn(client) && client.TypeKind == TypeKind.Class && SpeaksOfPatience(client, isHandler: false))
                return true;
        }

        return false;
    }

    /// <summary>Does the type's code name Polly or a retry? A handler that goes round in a loop counts as well.</summary>
    private bool SpeaksOfPatience(ITypeSymbol type, bool isHandler)
    {
        if (Has(type.Name, "Retry") || Has(type.Name, "Resilien") || Has(type.Name, "Polly") || Has(type.Name, "Transient"))
            return true;

        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes())
            {
                switch (node)
                {
                    case SimpleNameSyntax { Identifier.ValueText: var name } when Has(name, "Retry") || Has(name, "Retries") || Has(name, "Resilien") || Has(name, "Polly")
                        || Has(name, "AsyncPolicy") || Has(name, "IAsyncPolicy") || Has(name, "attempt"):
                    case WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax when isHandler:
                        return true;
                }
            }
        }

        return type.BaseType is { SpecialType: not SpecialType.System_Object } parent && IsOwn(parent) && SpeaksOfPatience(parent, isHandler);
    }

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, types.Compilation.Assembly);

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
