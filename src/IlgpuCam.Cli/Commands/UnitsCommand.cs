using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Cli.Experiments;
using IlgpuCam.Evaluation.Experiments;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam units</c>: the units with the largest weight for a class, and what each of them looks at.</summary>
internal sealed class UnitsCommand
{
    private const int Tile = 128;
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly Argument<string> _folder = new("FOLDER") { Description = "Photos to look through, with its sub-folders." };
    private readonly Argument<string> _target = new("OUT.png") { Description = "The contact sheet: a row a unit." };
    private readonly Option<string> _class = new("--class") { Description = "The class.", HelpName = "NAME|INDEX", Required = true };
    private readonly Option<int> _units = new("--units") { Description = "How many units, 1 to 50.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _regions = new("--regions") { Description = "How many regions of each, 1 to 50, at most one a photo.", HelpName = "N", DefaultValueFactory = _ => 8 };
    private readonly Option<double> _field = ShareOption.Create("--field", "The largest side of a region as a share of the input's, where the receptive field is larger; 0.4 by default.", 0.4);
    private readonly Option<string?> _json = new("--json") { Description = "Units and regions as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new UnitsCommand();
        var command = new Command("units", "Draws the units with the largest weight for a class, each by the regions of photos that activate it most.")
        {
            options._folder, options._target, options._model.Model, options._class, options._units, options._regions, options._field, options._json,
        };
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var units = Count("--units", parsed.GetValue(_units));
        var regions = Count("--regions", parsed.GetValue(_regions));
        var inputs = InputFiles.Expand([parsed.GetValue(_folder)!]);
        using var backend = _engine.Open(parsed, 1);
        using var model = _model.Open(parsed, _model.Path(parsed), backend);
        var index = ClassArguments.Resolve([parsed.GetValue(_class)!], model.Labels, model.Head.Classes)[0];
        var found = new UnitRegions(model, index, units, regions, parsed.GetValue(_field));
        var (failed, isData) = (0, parsed.GetValue(_json) == "-");
        ProgressBar.Run(inputs.Count, !isData, advance =>
        {
            var workers = Math.Min(_engine.Threads(parsed), inputs.Count);
            foreach (var (input, seen, error) in OrderedWork.Run(inputs, workers, (input, stop) => Look(found, input, stop), 4 * workers, cancellation))
            {
                if (seen is not null)
                {
                    found.Keep(input.Path, seen);
                }
                else
                {
                    failed++;
                    CommandHost.Report(error!);
                }

                advance();
            }
        });
        ImageFile.Save(parsed.GetValue(_target)!, TileSheet.Render([.. found.Units.Select((u, i) => (Title(u), Pictures(found, i)))], Tile));
        if (parsed.GetValue(_json) is { } target)
        {
            OutputTarget.Write(target, stream => Write(stream, model.LabelOf(index), found));
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static int Count(string option, int value) => value is >= 1 and <= 50 ? value : throw new UsageException($"{option}: a number from 1 to 50 was expected, found {value}.");

    private static string Title((int Unit, float Weight) unit) => string.Create(CultureInfo.InvariantCulture, $"unit {unit.Unit}, weight {unit.Weight:0.####}");

    private static (InputFile Input, (float Activation, float Around, Localize.PixelBox Box)[]? Seen, string? Error) Look(UnitRegions units, InputFile input, CancellationToken cancellation)
    {
        var photo = PhotoWork.Load(input);
        try
        {
            return (input, photo.Image is null ? null : units.Look(photo.Image, cancellation), photo.Error);
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            return (input, null, e.Message);
        }
    }

    private static IReadOnlyList<RgbImage> Pictures(UnitRegions units, int unit) =>
        [.. units.Regions(unit).Select(r => PhotoRegion.Crop(ImageFile.Load(r.ImagePath).Image, r.Box)).OfType<RgbImage>()];

    private static void Write(Stream stream, string label, UnitRegions found)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("class"u8, label);
        json.WriteStartArray("units"u8);
        for (var u = 0; u < found.Units.Count; u++)
        {
            json.WriteStartObject();
            json.WriteNumber("unit"u8, found.Units[u].Unit);
            json.WriteNumber("weight"u8, found.Units[u].Weight);
            json.WriteStartArray("regions"u8);
            foreach (var region in found.Regions(u))
            {
                json.WriteStartObject();
                json.WriteString("image"u8, region.ImagePath);
                json.WriteNumber("activation"u8, region.Activation);
                json.WriteStartArray("box"u8);
                json.WriteNumberValue(region.Box.X0);
                json.WriteNumberValue(region.Box.Y0);
                json.WriteNumberValue(region.Box.X1);
                json.WriteNumberValue(region.Box.Y1);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
