public static class JobStore
{
    public static string ReadResult(string job)
    {
        var folder = "/home/oib/aitbc/results";
        return System.IO.File.ReadAllText(System.IO.Path.Combine(folder, job));
    }
}
