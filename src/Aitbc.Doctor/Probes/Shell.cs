using System.Text;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// The commands of a shell script, read and never run: words, quotes, pipes, groups, redirections, here-documents. What
/// expands only when it runs (variables, substitutions) stays as it is written.
/// </summary>
public static class Shell
{
    private const int LongestScript = 1024 * 1024;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal) { "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "time" };

    /// <summary>The simple commands in the order of the text; none of a text that is longer than anybody writes.</summary>
    /// <param name="firstLine">The line that the text begins on.</param>
    public static IReadOnlyList<ShellCommand> Commands(string text, int firstLine = 1) =>
        text.Length > LongestScript ? [] : new Reader(text, firstLine).Read();

    private sealed class Reader(string text, int line)
    {
        private readonly List<ShellCommand> _commands = [];
        private readonly Stack<int> _groups = new();
        private readonly List<(ShellCommand Command, string End, bool Indented)> _awaited = [];
        private List<ShellCommand> _waitForPipe = [];
        private ShellCommand? _command;
        private bool _pipe;
        private int _at;
        private int _line = line;

        private char Now => _at < text.Length ? text[_at] : '\0';

        private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

        public List<ShellCommand> Read()
        {
            while (_at < text.Length)
                Step();
            Finish("");
            return _commands;
        }

        private void Step()
        {
            switch (Now)
            {
                case '\n':
                    Finish("\n");
                    _at++;
                    _line++;
                    ReadHereDocuments();
                    break;
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '\\' when Next == '\n' || (Next == '\r' && _at + 2 < text.Length && text[_at + 2] == '\n'):
                    _at += Next == '\r' ? 3 : 2;
                    _line++;
                    break;
                case '#':
                    while (_at < text.Length && Now != '\n')
                        _at++;
                    break;
                case '(':
                    Finish("(");
                    _groups.Push(_commands.Count);
                    _at++;
                    break;
                case ')':
                    Finish(")");
                    Close();
                    _at++;
                    break;
                case ';' or '|':
                    Separate();
                    break;
                case '&' when Next == '>':
                    Redirect();
                    break;
                case '&':
                    Separate();
                    break;
                case '<' or '>' when Next != '(':
                    Redirect();
                    break;
                default:
                    Word();
                    break;
            }
        }

        private void Separate()
        {
            var c = Now;
            var separator = c != ';' && Next == c ? new string(c, 2) : c.ToString();
            _at += separator.Length + (separator == "|" && Next == '&' ? 1 : 0);
            var fed = _waitForPipe;
            if (Finish(separator) is { } last && separator == "|")
                fed = [.. fed, last];
            _waitForPipe = separator == "|" ? fed : [];
            _pipe = separator == "|";
        }

        private void Close()
        {
            var from = _groups.Count > 0 ? _groups.Pop() : _commands.Count;
            _waitForPipe = _commands.GetRange(from, _commands.Count - from);
            _pipe = false;
        }

        private ShellCommand Current()
        {
            if (_command is not null)
                return _command;

            _command = new ShellCommand(_line);
            if (_pipe)
            {
                foreach (var from in _waitForPipe.Where(static from => from.Feeds is null))
                    from.Feeds = _command;
            }

            (_waitForPipe, _pipe) = ([], false);
            return _command;
        }

        private ShellCommand? Finish(string end)
        {
            if (_command is not { } command)
                return null;

            command.End = end;
            _command = null;
            if (command.Words.Count + command.Redirects.Count > 0)
                _commands.Add(command);
            return command;
        }

        private void Word()
        {
            var (start, word) = (_line, new StringBuilder());
            var quoted = Scan(word);
            var text = word.ToString();
            if (!quoted && _command is null or { Words.Count: 0 })
            {
                if (text == "{")
                {
                    _groups.Push(_commands.Count);
                    return;
                }

                if (text == "}")
                {
                    Finish("}");
                    Close();
                    return;
                }

                if (Keywords.Contains(text))
                    return;
            }

            Current().Words.Add(new ShellWord(text, quoted, start));
        }

        /// <summary>One word; whether some of it was quoted.</summary>
        private bool Scan(StringBuilder word)
        {
            var quoted = false;
            while (_at < text.Length)
            {
                var c = Now;
                if (c is ' ' or '\t' or '\r' or '\n' or ';' or '|' or '&' or '(' or ')' or '<' or '>')
                {
                    if (c is '(' or '<' or '>' && word.Length == 0 && Next == '(')
                        Nested(word);
                    else
                        break;
                }
                else if (c == '\\')
                {
                    if (Next == '\n')
                        _line++;
                    else if (Next != '\0')
                        word.Append(Next);
                    _at += 2;
                    quoted = true;
                }
                else if (c == '\'')
                {
                    quoted = true;
                    for (_at++; _at < text.Length && Now != '\''; _at++)
                        Keep(word);
                    _at++;
                }
                else if (c == '"')
                {
                    quoted = true;
                    DoubleQuoted(word);
                }
                else if (c == '$' && Next is '(' or '{')
                {
                    word.Append(c);
                    _at++;
                    Nested(word);
                }
                else if (c == '`')
                {
                    Backquoted(word);
                }
                else
                {
                    Keep(word);
                    _at++;
                }
            }

            _at = Math.Min(_at, text.Length);
            return quoted;
        }

        private void DoubleQuoted(StringBuilder word)
        {
            for (_at++; _at < text.Length && Now != '"'; _at++)
            {
                if (Now == '\\' && Next is '"' or '\\' or '$' or '`')
                {
                    _at++;
                    Keep(word);
                }
                else if (Now == '\\' && Next == '\n')
                {
                    _at++;
                    _line++;
                }
                else if (Now == '$' && Next is '(' or '{')
                {
                    word.Append('$');
                    _at++;
                    Nested(word);
                    _at--;
                }
                else
                {
                    Keep(word);
                }
            }

            _at++;
        }

        /// <summary>From an opening bracket to its partner, as it is written; behind it afterwards.</summary>
        private void Nested(StringBuilder word)
        {
            if (Now is '<' or '>')
            {
                Keep(word);
                _at++;
            }

            var (open, close, depth) = (Now, Now == '{' ? '}' : ')', 0);
            for (; _at < text.Length; _at++)
            {
                depth += Now == open ? 1 : Now == close ? -1 : 0;
                if (Now == '\\' && Next != '\0')
                {
                    Keep(word);
                    _at++;
                    Keep(word);
                    continue;
                }

                Keep(word);
                if (Now is '\'' or '"')
                    Quoted(word, Now);
                if (depth == 0)
                {
                    _at++;
                    return;
                }
            }
        }

        // To the closing quote; a bracket in quotes closes nothing.
        private void Quoted(StringBuilder word, char quote)
        {
            while (++_at < text.Length)
            {
                Keep(word);
                if (Now == quote)
                    return;
                if (Now == '\\' && quote == '"' && Next != '\0')
                {
                    _at++;
                    Keep(word);
                }
            }
        }

        private void Backquoted(StringBuilder word)
        {
            Keep(word);
            for (_at++; _at < text.Length && Now != '`'; _at++)
                Keep(word);
            if (_at < text.Length)
                Keep(word);
            _at++;
        }

        private void Keep(StringBuilder word)
        {
            if (Now == '\n')
                _line++;
            word.Append(Now);
        }

        private void Redirect()
        {
            var command = Current();
            var start = _at;
            while (Now is '<' or '>' or '&' or '|' or '-' && !(Now == '-' && text[_at - 1] != '<') && _at - start < 3)
                _at++;
            var sign = text[start.._at];
            // A number right before the sign is a descriptor and no word: "2>&1".
            if (command.Words is [.., { IsQuoted: false, Text: [>= '0' and <= '9'] } descriptor] && start > 0 && char.IsAsciiDigit(text[start - 1]))
            {
                command.Words.RemoveAt(command.Words.Count - 1);
                sign = descriptor.Text + sign;
            }

            while (Now is ' ' or '\t')
                _at++;
            var (line, word) = (_line, new StringBuilder());
            var quoted = Scan(word);
            if (sign is "<<" or "<<-")
                _awaited.Add((command, word.ToString(), sign == "<<-"));
            else
                command.Redirects.Add(new ShellRedirect(sign, new ShellWord(word.ToString(), quoted, line)));
        }

        private void ReadHereDocuments()
        {
            foreach (var (command, end, indented) in _awaited)
            {
                var (first, body) = (_line, new StringBuilder());
                while (_at < text.Length)
                {
                    var stop = text.IndexOf('\n', _at);
                    var content = text[_at..(stop < 0 ? text.Length : stop)].TrimEnd('\r');
                    _at = stop < 0 ? text.Length : stop + 1;
                    _line++;
                    if (indented)
                        content = content.TrimStart('\t');
                    if (content == end)
                        break;
                    body.Append(content).Append('\n');
                }

                command.Input = new HereDocument(body.ToString(), first);
            }

            _awaited.Clear();
        }
    }
}
