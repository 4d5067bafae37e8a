using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.Field.Fixing;

/// <summary>Looks for comments that a fix threw away.</summary>
internal static class Comments
{
    /// <summary>Lists the comments of changed documents that the result has less often.</summary>
    public static async Task<List<string>> Lost(Solution before, Solution after)
    {
        var lost = new List<string>();
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(change => change.GetChangedDocuments()))
        {
            var kept = (await In(after.GetDocument(id)!)).CountBy(text => text).ToDictionary();
            lost.AddRange((await In(before.GetDocument(id)!)).CountBy(text => text)
                .Where(comment => comment.Value > kept.GetValueOrDefault(comment.Key))
                .Select(comment => comment.Key));
        }
        return lost;
    }

    private static async Task<IEnumerable<string>> In(Document document) => (await document.GetSyntaxRootAsync())!.DescendantTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .Select(trivia => trivia.ToString());
}
