using System.Globalization;
using IlgpuCam.Models;
using Spectre.Console;

namespace IlgpuCam.Cli;

/// <summary>What <c>info</c> says, for a person to read.</summary>
internal static class InfoTable
{
    private const int WideWindow = 130;
    private const int FileWidth = 240;
    private const int LeastNameWidth = 12;
    private const int LongestOperator = 16;

    internal static void Write(ModelReport report)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = FileWidth; // Nobody's window: lines are not broken.
        }

        foreach (var line in Layers(report, AnsiConsole.Profile.Width))
        {
            Console.Out.WriteLine(line);
        }

        Console.Out.WriteLine();
        if (report.Layers.Any(l => l.ReceptiveField is { IsGated: true }))
        {
            AnsiConsole.Write(new Text("+ also depends on the whole image, by a gate or by statistics of whole maps; the field is that of the other paths.\n"));
            Console.Out.WriteLine();
        }

        foreach (var line in TargetLayers(report, AnsiConsole.Profile.Width))
        {
            Console.Out.WriteLine(line);
        }

        WriteFacts(report);
    }

    /// <summary>The layers that explanations do best to look at: the last of each resolution.</summary>
    internal static IEnumerable<string> TargetLayers(ModelReport report, int width)
    {
        string[][] rows = [.. (report.TargetLayers?.Recommended ?? []).Select(layer => (string[])
            [layer.Value, layer.Name, layer.Kind, Count(layer.Channels), $"{layer.Height}x{layer.Width}", layer == report.TargetLayers!.Automatic ? "default" : string.Empty])];
        if (rows.Length == 0)
        {
            return [];
        }

        string[] heads = ["for --layer", "node", "operator", "channels", "map", string.Empty];
        var widths = TextTable.Widths(heads, rows);
        widths[0] = Math.Min(widths[0], Math.Max(LeastNameWidth, width - 1 - widths.Skip(1).Sum(w => w + TextTable.Gap)));
        return [.. TextTable.Lines(heads, rows, widths, texts: 3).Select(line => line.TrimEnd()), string.Empty];
    }

    /// <summary>The layers' table. A narrow window gets fewer columns, and the ends of long names, which are what tells them apart.</summary>
    internal static IEnumerable<string> Layers(ModelReport report, int width)
    {
        var isWide = width >= WideWindow;
        string[] heads = isWide
            ? ["layer", "operator", "result", "map", "field", "stride", "centre", "parameters", "multiply-adds"]
            : ["layer", "operator", "result", "field", "stride", "parameters", "multiply-adds"];
        heads = report.Placement is null ? heads : [.. heads, "device"];
        var rows = report.Layers.Select(layer => Row(layer, isWide, report.Placement)).ToList();
        var widths = TextTable.Widths(heads, rows);
        widths[1] = isWide ? widths[1] : Math.Min(widths[1], LongestOperator);
        widths[0] = Math.Min(widths[0], Math.Max(LeastNameWidth, width - 1 - widths.Skip(1).Sum(w => w + TextTable.Gap)));

        return TextTable.Lines(heads, rows, widths, texts: 3);
    }

    private static string[] Row(LayerSummary layer, bool isWide, LayerPlacement? placement)
    {
        string[] start = [layer.Name, layer.Kind, layer.Output.ToString()];
        string[] numbers = [Count(layer.Parameters), Count(layer.MultiplyAdds)];
        string[] end = placement is null ? numbers : [.. numbers, placement.Of(layer)];
        return isWide
            ? [.. start, layer.MappingResolution?.ToString() ?? "-", FieldText.Size(layer.ReceptiveField), FieldText.Stride(layer.ReceptiveField), FieldText.Centre(layer.ReceptiveField), .. end]
            : [.. start, FieldText.Size(layer.ReceptiveField), FieldText.Stride(layer.ReceptiveField), .. end];
    }

    private static void WriteFacts(ModelReport report)
    {
        var (network, head, model) = (report.Network, report.Head, report.Model);
        var facts = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Fact(string name, string value) => facts.AddRow(new Text(name), new Text(value));
        Fact("model", report.Path);
        if (report.Placement is { } placement)
        {
            Fact("device", placement.Describe(report.Layers.Length));
        }

        Fact("parameters", Count(report.Parameters));
        Fact("multiply-adds", Count(report.MultiplyAdds));
        Fact("inputs", string.Join(", ", network.Network.Inputs.Select(i => $"{i.Name} {report.ShapeOf(i.Name)}")));
        Fact("outputs", string.Join(", ", network.Network.Outputs.Select(o => $"{o} {report.ShapeOf(o)}")));
        Fact("classes", head is null ? "none: the graph is no image classifier" : head.Classes.ToString(CultureInfo.InvariantCulture));
        if (head?.Cam is { } cam)
        {
            Fact("head", $"{ModelReport.Describe(cam.Form)}, {cam.Pooling.ToString().ToLowerInvariant()} pooling, features {report.ShapeOf(cam.Features)}");
            Fact("mapping resolution", report.Fields.MappingResolution(cam.Features)?.ToString() ?? "none");
            Fact("receptive field", FieldText.Sentence(report.Fields.Of(cam.Features)));
        }
        else if (head is not null)
        {
            Fact("head", $"no class activation map: {head.WhyNoCam}");
            Fact("for gradient methods", head.LastMaps is { } maps
                ? $"layer {report.LayerOf(maps)}, {report.ShapeOf(maps)}, receptive field {FieldText.Sentence(report.Fields.Of(maps))}"
                : "no layer has maps");
        }

        Fact("probabilities", head is null ? "none" : head.ProbabilityKind.ToString().ToLowerInvariant());
        Fact("preprocessing", model.Preprocessing?.ToJson() ?? "not stated");
        Fact("labels", model.Labels is null ? "none" : $"{model.Labels.Count}");
        foreach (var (key, value) in model.Provenance)
        {
            Fact(key, value);
        }

        AnsiConsole.Write(facts);
    }

    private static string Count(long value) => value == 0 ? "-" : value.ToString("#,0", CultureInfo.InvariantCulture);
}
