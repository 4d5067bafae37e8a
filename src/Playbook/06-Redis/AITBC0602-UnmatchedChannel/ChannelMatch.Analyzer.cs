namespace Aitbc.Analyzers.Redis;

/// <summary>Whether two names can mean one channel, and whether they differ only by a slip.</summary>
internal static class ChannelMatch
{
    /// <summary>Can a message to <paramref name="published"/> come to this subscription, whatever fills the holes and wildcards?</summary>
    public static bool CanMeet(string published, ChannelName subscribed, ChannelProtocol protocol) =>
        published.Length + subscribed.Text.Length > 400 || Meet(published, 0, subscribed.Text, 0, subscribed.IsPattern, protocol);

    /// <summary>In which small thing do the two names differ? Null where they are different names.</summary>
    public static string? SlipBetween(string published, string subscribed)
    {
        if (published == subscribed)
            return null;
        if (WithoutDigits(published) == WithoutDigits(subscribed))
            return null;
        if (published.Equals(subscribed, StringComparison.OrdinalIgnoreCase))
            return "case";

        var (bare, bareSubscribed) = (Without(published, char.IsWhiteSpace), Without(subscribed, char.IsWhiteSpace));
        if (bare == bareSubscribed)
            return "white space";
        if (Without(bare, IsSeparator).Equals(Without(bareSubscribed, IsSeparator), StringComparison.OrdinalIgnoreCase))
            return "a separator";
        return DifferInOneWord(published, subscribed) ? Spelling : null;
    }

    /// <summary>The slip that may also be another channel's name.</summary>
    public const string Spelling = "spelling";

    /// <summary>Two-sided: a hole on either side stands for any text, a wildcard on the subscribed side.</summary>
    private static bool Meet(string a, int i, string b, int j, bool isPattern, ChannelProtocol protocol)
    {
        while (true)
        {
            if (i < a.Length && a[i] == ComposedText.Hole)
                return MeetFromAny(a, i + 1, i, b, j, isPattern, protocol, ofFirst: true);
            if (j < b.Length && (b[j] == ComposedText.Hole || (isPattern && IsWildcard(b[j], protocol))))
            {
                if (b[j] == '[')
                {
                    var close = b.IndexOf(']', j);
                    return close < 0 || (i < a.Length && Meet(a, i + 1, b, close + 1, isPattern, protocol));
                }

                return MeetFromAny(a, i, j + 1, b, j, isPattern, protocol, ofFirst: false);
            }

            if (i == a.Length || j == b.Length)
                return i == a.Length && (j == b.Length || (isPattern && protocol == ChannelProtocol.Mqtt && b.Substring(j) == "/#"));
            if (a[i] != b[j])
                return false;
            i++;
            j++;
        }
    }

    private static bool MeetFromAny(string a, int i, int other, string b, int j, bool isPattern, ChannelProtocol protocol, bool ofFirst)
    {
        if (ofFirst)
        {
            for (var rest = j; rest <= b.Length; rest++)
            {
                if (Meet(a, i, b, rest, isPattern, protocol))
                    return true;
            }

            return false;
        }

        for (var rest = i; rest <= a.Length; rest++)
        {
            if (Meet(a, rest, b, other, isPattern, protocol))
                return true;
        }

        return false;
    }

    /// <summary>All wildcards are read generously, as any text: who may hear is not accused of not hearing.</summary>
    private static bool IsWildcard(char c, ChannelProtocol protocol) => protocol switch
    {
        ChannelProtocol.Redis => c is '*' or '?' or '[',
        ChannelProtocol.Mqtt => c is '+' or '#',
        _ => c is '*' or '>',
    };

    private static bool DifferInOneWord(string one, string other)
    {
        var (words, others) = (WordsOf(one), WordsOf(other));
        if (words.Count != others.Count)
            return false;

        var differing = -1;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Equals(others[i], StringComparison.OrdinalIgnoreCase))
                continue;
            if (differing >= 0)
                return false;
            differing = i;
        }

        return differing >= 0 && IsSlip(words[differing].ToLowerInvariant(), others[differing].ToLowerInvariant());
    }

    /// <summary>Plural and singular, or a typing mistake within a word that is long enough: pairs such as rx and tx, on and off are no slips.</summary>
    private static bool IsSlip(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length >= 3 && (longer == shorter + "s" || longer == shorter + "es"))
            return true;
        if (shorter.Length < 5 || shorter[0] != longer[0] || shorter[1] != longer[1])
            return shorter.Length >= 5 && shorter[0] == longer[1] && shorter[1] == longer[0] && shorter.Substring(2) == longer.Substring(2);
        return Distance(one, other) <= (shorter.Length >= 8 ? 2 : 1);
    }

    /// <summary>How many letters have to be put in, left out, changed or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 2)
            return int.MaxValue;

        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }

    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]) && !(i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                continue;
            if (i > start)
                words.Add(name.Substring(start, i - start));
            if (i < name.Length && !char.IsLetterOrDigit(name[i]))
            {
                if (!IsSeparator(name[i]))
                    words.Add(name[i].ToString());
                start = i + 1;
            }
            else
            {
                start = i;
            }
        }

        return words;
    }

    private static bool IsSeparator(char c) => c is ':' or '.' or '/' or '-' or '_' or '|';

    private static string WithoutDigits(string text) => Without(text, char.IsDigit);

    private static string Without(string text, Func<char, bool> left)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!left(c))
                kept.Append(c);
        }

        return kept.ToString();
    }
}
