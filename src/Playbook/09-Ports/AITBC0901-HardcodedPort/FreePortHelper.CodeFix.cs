using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Aitbc.Analyzers.Ports;

/// <summary>The method that asks the system for a free port, for binders that cannot be given port 0.</summary>
internal static class FreePortHelper
{
    public const string Call = Name + "()";

    private const string Name = "GetFreePort";

    /// <summary>Adds the helper to the type that surrounds <paramref name="node"/>, if it is not there; false where no type can hold it.</summary>
    public static bool Ensure(SyntaxEditor editor, SyntaxNode node)
    {
        if (TypeOf(node) is not { } type)
            return false;
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax { Identifier.ValueText: Name } method)
                return method.ParameterList.Parameters.Count == 0 && method.Modifiers.Any(SyntaxKind.StaticKeyword);
        }

        editor.ReplaceNode(type, static (current, _) => WithHelper((TypeDeclarationSyntax)current));
        return true;
    }

    public static TypeDeclarationSyntax? TypeOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type and not InterfaceDeclarationSyntax ? type : null;

    private static SyntaxNode WithHelper(TypeDeclarationSyntax type)
    {
        if (type.OpenBraceToken.IsKind(SyntaxKind.None))
            return type;
        var helper = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration("""
            private static int GetFreePort()
            {
                var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
                listener.Start();
                var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
                listener.Stop();
                return port;
            }

            """)!;
        var lineEnd = PortSyntax.LineEndOf(type.SyntaxTree.GetRoot());
        helper = helper
            .ReplaceTrivia(
                helper.DescendantTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)),
                (_, _) => lineEnd)
            .WithLeadingTrivia(lineEnd)
            .WithTrailingTrivia(lineEnd)
            .Simplified();
        return type.AddMembers(helper);
    }
}
