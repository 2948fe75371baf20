using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam methods</c>: the ways to make maps, with their papers and costs.</summary>
internal sealed class MethodsCommand
{
    private readonly Option<string?> _json = new("--json") { Description = "The same as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new MethodsCommand();
        var command = new Command("methods", "Lists the methods that --method takes: their papers, passes of the network for one photo and class, and what they look at.") { options._json };
        command.SetWork((parsed, _) => options.Run(parsed));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_json) is { } target)
        {
            OutputTarget.Write(target, Write);
            return ExitCode.Success;
        }

        string[] heads = ["method", "title", "forwards", "backwards", "looks at"];
        string[][] rows = [.. ExplanationMethods.All.Select(m => m.Info).Select(i => (string[])[i.Name, i.Title, i.Forwards, i.Backwards, string.Join(", ", MethodNames.Of(i.Needs))])];
        var widths = TextTable.Widths(heads, rows);
        var lines = TextTable.Lines(heads, rows, widths, texts: heads.Length).ToArray();
        Console.Out.WriteLine(lines[0].TrimEnd());
        Console.Out.WriteLine(lines[1]);
        foreach (var (line, method) in lines.Skip(2).Zip(ExplanationMethods.All))
        {
            Console.Out.WriteLine(line.TrimEnd());
            Console.Out.WriteLine($"{new string(' ', widths[0] + TextTable.Gap)}{method.Info.Paper}");
        }

        return ExitCode.Success;
    }

    private static void Write(Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var info in ExplanationMethods.All.Select(m => m.Info))
            {
                json.WriteStartObject();
                json.WriteString("name", info.Name);
                json.WriteString("title", info.Title);
                json.WriteString("paper", info.Paper);
                json.WriteString("forwards", info.Forwards);
                json.WriteString("backwards", info.Backwards);
                json.WriteTexts("needs", MethodNames.Of(info.Needs));
                json.WriteBoolean("takes_layers", info.TakesLayers);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        stream.WriteByte((byte)'\n');
    }
}
