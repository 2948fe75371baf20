using System.Globalization;
using Spectre.Console;

namespace IlgpuCam.Cli;

/// <summary>The result of a photo for a person to read.</summary>
internal static class ResultTable
{
    private const int LabelWidth = 40;

    internal static void Write(PhotoOutcome outcome)
    {
        if (outcome.Result is not { } result)
        {
            return;
        }

        WriteLine($"{outcome.Input.Path}  {result.Placement.PhotoWidth}x{result.Placement.PhotoHeight}");
        foreach (var prediction in result.Predictions)
        {
            var box = prediction.Box is { } b ? $"box {b.X0},{b.Y0} - {b.X1},{b.Y1}" : "no box";
            WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {100 * prediction.Probability,5:0.0} %  {Shorten(prediction.Label),-LabelWidth}  {box}"));
        }
    }

    private static void WriteLine(string line)
    {
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine(line);
        }
        else
        {
            // Through the console that draws the progress bar, which makes room for the line.
            AnsiConsole.Write(new Text(line + "\n"));
        }
    }

    private static string Shorten(string label) => label.Length <= LabelWidth ? label : string.Concat(label.AsSpan(0, LabelWidth - 3), "...");
}
