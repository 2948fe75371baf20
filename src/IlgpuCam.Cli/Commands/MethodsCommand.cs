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

        var width = ExplanationMethods.All.Max(m => m.Info.Name.Length) + TextTable.Gap;
        foreach (var info in ExplanationMethods.All.Select(m => m.Info))
        {
            string[] lines = [$"{info.Title}: {string.Join(", ", MethodNames.Of(info.Needs))}", $"forwards {info.Forwards}; backwards {info.Backwards}", info.Paper];
            for (var i = 0; i < lines.Length; i++)
            {
                Console.Out.WriteLine($"{(i == 0 ? info.Name : string.Empty).PadRight(width)}{lines[i]}");
            }
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
