using System.CommandLine;
using System.Globalization;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The options that say how a map becomes a box.</summary>
internal sealed class BoxOptions
{
    private readonly Option<string?> _threshold = new("--threshold") { Description = "What belongs to the box: values of at least this share of the map's maximum; 0.2 by default.", HelpName = "T" };

    private readonly Option<int> _connectivity = new("--connectivity")
    {
        Description = "Neighbours that join pixels to a component: 4 or 8.",
        HelpName = "4|8",
        DefaultValueFactory = _ => 8,
    };

    internal void AddTo(Command command)
    {
        command.Add(_threshold);
        command.Add(_connectivity);
    }

    internal LocalizerOptions Localizer(ParseResult parsed) => new()
    {
        Threshold = Number("--threshold", parsed.GetValue(_threshold), LocalizerOptions.Default.Threshold, 1),
        Connectivity = parsed.GetValue(_connectivity) switch
        {
            4 => Connectivity.Four,
            8 => Connectivity.Eight,
            var other => throw new UsageException($"--connectivity: 4 or 8 was expected, found {other}."),
        },
    };

    /// <summary>A number from 0 to a limit.</summary>
    internal static double Number(string option, string? text, double otherwise, double most) => text is null ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= most ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option}: a number from 0 to {most} was expected, found '{text}'."));
}
