using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Code that has to stay on its thread, or that sets what an async function keeps to itself: behind an await it would
/// run on another thread, and a caller would no longer see the culture that it set.
/// </summary>
internal static class ThreadBound
{
    /// <summary>Does the function name anything of the kind? A name is enough: the doubt costs no more than the fix.</summary>
    public static bool IsBound(SyntaxNode function)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "Monitor" or "Mutex" or "EnterScope"
                or "EnterReadLock" or "EnterWriteLock" or "EnterUpgradeableReadLock"
                or "CurrentThread" or "CurrentManagedThreadId" or "ManagedThreadId" or "ThreadStatic" or "ThreadLocal"
                or "CurrentCulture" or "CurrentUICulture" or "CurrentPrincipal" or "SetSynchronizationContext" or "AsyncLocal")
                return true;
        }

        return false;
    }
}
