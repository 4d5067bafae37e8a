namespace Aitbc.Doctor;

/// <summary>A catalogue of checks that contradicts itself.</summary>
public sealed class CheckGraphException(string message) : Exception(message);

/// <summary>The checks in the order in which they may start: what a check needs stands before it, equals by id.</summary>
public sealed class CheckGraph
{
    private readonly Dictionary<string, Check> _byId = new(StringComparer.Ordinal);

    /// <exception cref="CheckGraphException">Two checks of one id, an edge to no check, or a cycle.</exception>
    public CheckGraph(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            if (!_byId.TryAdd(check.Info.Id, check))
                throw new CheckGraphException($"{check.Info.Id} is the id of two checks.");
        }

        foreach (var check in _byId.Values)
        {
            foreach (var edge in Edges(check))
            {
                if (!_byId.ContainsKey(edge))
                    throw new CheckGraphException($"{check.Info.Id} refers to {edge}, which is no check.");
            }
        }

        InOrder = Sort();
    }

    /// <summary>Every check, each after all that it refers to.</summary>
    public IReadOnlyList<Check> InOrder { get; }

    /// <summary>The check with that id, or null.</summary>
    public Check? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The ids and all that they require, over any number of steps.</summary>
    public HashSet<string> WithRequired(IEnumerable<string> ids)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(ids);
        while (open.TryPop(out var id))
        {
            if (!all.Add(id))
                continue;

            foreach (var required in _byId[id].Info.Requires)
                open.Push(required);
        }

        return all;
    }

    private static IEnumerable<string> Edges(Check check) => check.Info.Requires.Concat(check.Info.After);

    private List<Check> Sort()
    {
        var order = new List<Check>(_byId.Count);
        var waiting = _byId.Values.OrderBy(static check => check.Info.Id, StringComparer.Ordinal).ToList();
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(check => Edges(check).All(done.Contains))
                ?? throw new CheckGraphException($"{string.Join(", ", waiting.Select(static check => check.Info.Id))} wait for each other.");
            waiting.Remove(next);
            done.Add(next.Info.Id);
            order.Add(next);
        }

        return order;
    }
}
