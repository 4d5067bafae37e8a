using Spectre.Console;

namespace Aitbc.Doctor.Reporting;

/// <summary>A terminal with colours.</summary>
internal sealed class ColorConsole : IReportConsole
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings());

    public void Write(string text, Tone tone = Tone.Plain) => _console.Write(new Text(text, tone switch
    {
        Tone.Quiet => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow, decoration: Decoration.Bold),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        _ => Style.Plain,
    }));
}
