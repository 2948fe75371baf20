using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that makes maps and boxes.</summary>
internal sealed class MapOptions
{
    private const string Paper = "paper";
    private const int LongestSide = 16384;
    private const int MostScales = 16;

    private readonly Option<string?> _threshold = new("--threshold")
    {
        Description = "What belongs to the box: values of at least this share of the map's maximum; 0.2 by default.",
        HelpName = "T",
    };

    private readonly Option<string?> _percentile = new("--percentile")
    {
        Description = "What the threshold is a share of: a percentile of the map on the photo; 100, the maximum, by default.",
        HelpName = "P",
    };

    private readonly Option<int> _connectivity = new("--connectivity")
    {
        Description = "Neighbours that join pixels to a component: 4 or 8.",
        HelpName = "4|8",
        DefaultValueFactory = _ => 8,
    };

    private readonly Option<string?> _boxes = new("--boxes")
    {
        Description = "largest: the box of the largest component, the default; tight-loose: the two boxes of the authors' generator; all: the boxes of all components.",
        HelpName = "MODE",
    };

    private readonly Option<bool> _tenCrop = new("--ten-crop") { Description = "Sums the maps of the authors' ten crops: ten forward passes." };
    private readonly Option<bool> _flip = new("--flip") { Description = "Adds the map of the mirrored photo: twice the forward passes." };

    private readonly Option<string?> _scales = new("--scales")
    {
        Description = "Sums the maps at several sides of the network's input, such as 224,320,448: a forward pass each.",
        HelpName = "S,S...",
    };

    private readonly Option<bool> _accurate = new("--accurate")
    {
        Description = "The setting that localises best: 10/7 and twice the network's input, each mirrored too, 0.4 of the 90th percentile; four forward passes, about twelve times the work of one.",
    };

    private readonly Option<string?> _protocol = new("--protocol")
    {
        Description = "paper: five guesses a photo, two boxes of each of the best two classes and one of the third.",
        HelpName = Paper,
    };

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _threshold, _percentile, _connectivity, _boxes, _tenCrop, _flip, _scales, _accurate, _protocol })
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the paper's five guesses are asked for.</summary>
    internal bool IsPaper(ParseResult parsed) => parsed.GetValue(_protocol) switch
    {
        null => false,
        Paper => true,
        var other => throw new UsageException($"--protocol: {Paper} was expected, found '{other}'."),
    };

    /// <summary>How boxes are made.</summary>
    /// <exception cref="UsageException">An option has a value out of range, or options exclude each other.</exception>
    internal LocalizerOptions Localizer(ParseResult parsed)
    {
        var isPaper = IsPaper(parsed);
        var start = parsed.GetValue(_accurate) ? LocalizeOptions.AccurateBoxes : LocalizerOptions.Default;
        return start with
        {
            Threshold = Number(parsed, _threshold, 1) ?? start.Threshold,
            Percentile = Number(parsed, _percentile, 100) ?? start.Percentile,
            Connectivity = parsed.GetValue(_connectivity) switch
            {
                4 => Connectivity.Four,
                8 => Connectivity.Eight,
                var other => throw new UsageException($"--connectivity: 4 or 8 was expected, found {other}."),
            },
            Boxes = parsed.GetValue(_boxes) switch
            {
                null when isPaper => BoxMode.TightLoose,
                not (null or "tight-loose") when isPaper => throw new UsageException($"--protocol {Paper} has boxes of its own; leave --boxes out."),
                null or "largest" => BoxMode.Largest,
                "tight-loose" => BoxMode.TightLoose,
                "all" => BoxMode.All,
                var other => throw new UsageException($"--boxes: largest, tight-loose or all was expected, found '{other}'."),
            },
        };
    }

    /// <summary>The views of a photo, or null for a single one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="preprocessing">What the model states, for the size that --accurate starts from; null where only the command line is to be checked.</param>
    /// <exception cref="UsageException">An option has a value out of range, or options exclude each other.</exception>
    internal MapViews? Views(ParseResult parsed, Preprocessing? preprocessing)
    {
        var (tenCrop, flip, scales) = (parsed.GetValue(_tenCrop), parsed.GetValue(_flip), Scales(parsed));
        if (parsed.GetValue(_accurate))
        {
            return tenCrop || flip || !scales.IsEmpty
                ? throw new UsageException("--accurate has views of its own; leave --ten-crop, --flip and --scales out.")
                : preprocessing is null ? null : LocalizeOptions.AccurateViews(preprocessing);
        }

        return tenCrop || flip || !scales.IsEmpty ? new() { TenCrop = tenCrop, Flip = flip, Scales = scales } : null;
    }

    private ImmutableArray<int> Scales(ParseResult parsed)
    {
        if (parsed.GetValue(_scales) is not { } text)
        {
            return [];
        }

        var sides = text.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= 1 and <= LongestSide
                ? side
                : throw new UsageException($"--scales: sides from 1 to {LongestSide} by commas were expected, found '{text}'.")).ToImmutableArray();
        return sides.Length <= MostScales ? sides : throw new UsageException($"--scales: at most {MostScales} sides were expected, found {sides.Length}.");
    }

    private static double? Number(ParseResult parsed, Option<string?> option, double most) => parsed.GetValue(option) switch
    {
        null => null,
        var text when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
            throw new UsageException($"{option.Name}: a number was expected, found '{text}'."),
        var text => double.Parse(text, CultureInfo.InvariantCulture) is var number && number >= 0 && number <= most
            ? number
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option.Name}: a number from 0 to {most} was expected, found {number}.")),
    };
}
