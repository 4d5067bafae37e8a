namespace Aitbc.Doctor.CommandLine;

internal static class Program
{
    public static int Main() => 0;
}
