using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Why a fixed path is reported.</summary>
/// <param name="Because">The rest of the message's first half.</param>
/// <param name="Others">The other places.</param>
/// <param name="MayBeRenamed">Nobody outside of this member relies on the name.</param>
internal sealed record FileVerdict(string Because, ImmutableArray<Location> Others, bool MayBeRenamed);

/// <summary>Decides who is harmed by a fixed path.</summary>
internal sealed class FileJudge(TestCode testCode, FileUses uses)
{
    /// <summary>Why the path is to be reported at this place; null where it is not, or where an earlier place of the type speaks for all.</summary>
    public FileVerdict? Of(FixedPath path, IOperation value, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var outermost = FileUse.OutermostOf(type);
        var own = new List<FileUse>();
        var others = new List<FileUse>();
        var isDeleted = false;
        foreach (var file in uses.Of(path, outermost, cancellationToken))
        {
            foreach (var ancestor in outermost.SelfAndBases())
            {
                if (!path.IsInTemp && file.Movers.Contains(ancestor.OriginalDefinition))
                    return null;
                isDeleted |= file.UnclearDeletions.Contains(ancestor.OriginalDefinition);
            }

            foreach (var use in file.Uses)
            {
                if (use.Path.Group != path.Group && !FixedPath.Holds(use.Path.Key, path.Group))
                    continue;

                if (outermost.IsOrInherits(use.Outermost))
                    own.Add(use);
                else
                    others.Add(use);
            }
        }

        // One report for each name and type.
        own.Sort(static (left, right) => Compare(left.Syntax, right.Syntax));
        var makers = own.FindAll(static use => use is { Makes: true, IsExpected: false });
        if (makers is not [var first, ..] || first.Syntax != value.Syntax || first.Path.Group != path.Group)
            return null;

        isDeleted |= own.Exists(static use => use.Kind == FileUseKind.Delete);
        var hasFiles = makers.Exists(static use => use.Kind != FileUseKind.Directory);
        var isContainer = !hasFiles && own.Exists(static use => use.Kind == FileUseKind.Below);
        if (isContainer)
            return null;

        if (SharedWith(outermost, makers, own, others) is { } rival)
        {
            var who = SymbolEqualityComparer.Default.Equals(rival.Outermost, outermost) ? rival.Where.Name : rival.Outermost.Name;
            return new FileVerdict(
                $" and is used by '{who}' too, which may run at the same time", [rival.Syntax.GetLocation()], MayBeRenamed(first, own, others));
        }

        if (isDeleted || !hasFiles && !own.Exists(static use => use is { Kind: FileUseKind.Passed, IsExpected: false }))
            return null;

        var second = makers.Find(use => !SymbolEqualityComparer.Default.Equals(use.Where, first.Where) && use.Path.Key == first.Path.Key)
            ?? others.Find(use => use.Makes && use.Path.Key == first.Path.Key);
        return second is null
            ? new FileVerdict(" and is left behind", [], MayBeRenamed(first, own, others))
            : new FileVerdict(
                $" and is left behind for '{(own.Contains(second) ? second.Where.Name : second.Outermost.Name)}'",
                [second.Syntax.GetLocation()], MayBeRenamed(first, own, others));
    }

    /// <summary>A use of what is made here that may happen at the same time in another test.</summary>
    private FileUse? SharedWith(INamedTypeSymbol outermost, List<FileUse> makers, List<FileUse> own, List<FileUse> others)
    {
        var classes = ClassesOf(outermost);
        foreach (var other in others)
        {
            if (IsRival(other, makers) && testCode.IsTestCode(other.Where.ContainingType)
                && classes.Exists(one => ClassesOf(other.Outermost).Exists(two => MayMeet(one, two))))
                return other;
        }

        if (!classes.Exists(testClass => testCode.FrameworkOf(testClass)?.RunsOwnTestsInParallel(testClass) == true))
            return null;

        foreach (var use in own)
        {
            if (IsTest(use.Where) && makers.Exists(maker => IsTest(maker.Where) && !SymbolEqualityComparer.Default.Equals(maker.Where, use.Where))
                && IsRival(use, makers.FindAll(maker => !SymbolEqualityComparer.Default.Equals(maker.Where, use.Where))))
                return use;
        }

        return null;
    }

    /// <summary>The same file, or the directory that holds it and is deleted.</summary>
    private static bool IsRival(FileUse other, List<FileUse> makers)
    {
        foreach (var maker in makers)
        {
            if (other.Kind == FileUseKind.Delete && FixedPath.Holds(other.Path.Key, maker.Path.Key)
                || maker.Kind != FileUseKind.Directory && other.Path.Key == maker.Path.Key && other is { IsExpected: false, Kind: not (FileUseKind.Exists or FileUseKind.Below or FileUseKind.Passed) })
                return true;
        }

        return false;
    }

    private bool IsTest(ISymbol symbol) => symbol is IMethodSymbol method && testCode.IsTest(method);

    /// <summary>The test classes that run this type's code.</summary>
    private List<INamedTypeSymbol> ClassesOf(INamedTypeSymbol outermost)
    {
        var classes = new List<INamedTypeSymbol>();
        AddTestClasses(outermost);
        return classes.Count > 0 ? classes : [.. testCode.TestClassesNaming(outermost)];

        void AddTestClasses(INamedTypeSymbol type)
        {
            if (testCode.FrameworkOf(type) is not null && testCode.FixtureScope(type) is null)
                classes.AddRange(testCode.TestClassesFrom(type));
            foreach (var nested in type.GetTypeMembers())
                AddTestClasses(nested);
        }
    }

    private bool MayMeet(INamedTypeSymbol left, INamedTypeSymbol right)
    {
        if (testCode.FrameworkOf(left) is not { } framework || testCode.FrameworkOf(right) != framework || SymbolEqualityComparer.Default.Equals(left, right))
            return false;
        return framework.RunsInParallel(left) && framework.RunsInParallel(right) && !framework.ShareASequence(left, right);
    }

    /// <summary>Does every use of the name follow the one expression in this member?</summary>
    private static bool MayBeRenamed(FileUse first, List<FileUse> own, List<FileUse> others)
    {
        foreach (var use in own)
        {
            if (SymbolEqualityComparer.Default.Equals(use.Where, first.Where) ? use.Path.Origin != first.Path.Origin && use.Path.Group == first.Path.Group && !IsBuiltOn(use, first)
                : !IsSelfMade(use, own))
                return false;
        }

        return others.TrueForAll(use => IsSelfMade(use, others));
    }

    private static bool IsBuiltOn(FileUse use, FileUse first) => FixedPath.Holds(first.Path.Key, use.Path.Key) && use.Path.Key != first.Path.Key;

    /// <summary>Does the member that uses it make it as well?</summary>
    private static bool IsSelfMade(FileUse use, List<FileUse> all) =>
        all.Exists(maker => maker.Makes && SymbolEqualityComparer.Default.Equals(maker.Where, use.Where));

    private static int Compare(SyntaxNode left, SyntaxNode right)
    {
        var byFile = string.CompareOrdinal(left.SyntaxTree.FilePath, right.SyntaxTree.FilePath);
        return byFile != 0 ? byFile : left.SpanStart.CompareTo(right.SpanStart);
    }
}
