using Aitbc.Analyzers.Field.MSBuild;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>One project of a repository in the solution that was built for it.</summary>
/// <param name="Id">Its id in the solution.</param>
/// <param name="File">What its project file says.</param>
/// <param name="TestFramework">The test framework that it sees, or an empty text.</param>
/// <param name="Missing">The packages that it names and that are not restored.</param>
internal sealed record CorpusProject(ProjectId Id, ProjectFile File, string TestFramework, IReadOnlyList<string> Missing);
