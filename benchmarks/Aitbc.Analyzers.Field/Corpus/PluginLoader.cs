using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>Loads analyzers, fixes and source generators with the dependencies that lie beside them,
/// and with this process's own compiler.</summary>
internal sealed class PluginLoader : IAnalyzerAssemblyLoader
{
    private readonly Dictionary<string, Context> contexts = new(StringComparer.Ordinal);
    private readonly Context? shared;

    /// <param name="shared">Whether everything goes into one context, as fixes and their analyzers need it.</param>
    public PluginLoader(bool shared) => this.shared = shared ? new Context() : null;

    public void AddDependencyLocation(string fullPath) => ContextOf(fullPath);

    public Assembly LoadFromPath(string fullPath) => ContextOf(fullPath).LoadOnce(fullPath);

    private Context ContextOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        lock (contexts)
        {
            if (!contexts.TryGetValue(folder, out var context))
                contexts[folder] = context = shared ?? new Context();
            context.Folders.Add(folder);
            return context;
        }
    }

    private sealed class Context : AssemblyLoadContext
    {
        public HashSet<string> Folders { get; } = [];

        public Assembly LoadOnce(string path)
        {
            lock (Folders)
            {
                var name = AssemblyName.GetAssemblyName(path).Name;
                return Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name) ?? LoadFromAssemblyPath(path);
            }
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (Default.Assemblies.Any(assembly => assembly.GetName().Name == assemblyName.Name)
                || assemblyName.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && IsOurs(assemblyName))
                return null;
            var path = Folders.Select(folder => Path.Combine(folder, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists);
            return path is null ? null : LoadOnce(path);
        }

        private static bool IsOurs(AssemblyName name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"));
    }
}
