using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The options for what is written of an evaluation, and the writing.</summary>
internal sealed class EvaluationOutputs
{
    private const double DefaultTolerance = 18;
    private const double MostTolerance = 1e6;

    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        Description = "How far from a box a peak may lie for point localisation, in pixels of the network's input; 18 by default.",
        HelpName = "PIXELS",
    };

    private readonly Option<string?> _json = new("--json") { Description = "The result with a record an image; - for standard output.", HelpName = "FILE|-" };
    private readonly Option<string?> _csv = new("--csv") { Description = "A line an image, with --method a line a method, for spreadsheets.", HelpName = "FILE" };
    private readonly Option<string?> _plot = new("--plot") { Description = "The curves over thresholds as a picture, .png or .svg; with --faithfulness those of deletion, insertion and ROAD beside it.", HelpName = "FILE" };
    private readonly Option<int> _worst = new("--worst") { Description = "How many of the worst localised photos are listed.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _overlay = new("--overlay") { Description = "Pictures of these photos with true and predicted boxes.", HelpName = "FOLDER" };

    internal void AddTo(Command command)
    {
        command.Add(_tolerance);
        command.Add(_json);
        command.Add(_csv);
        command.Add(_plot);
        command.Add(_worst);
        command.Add(_overlay);
    }

    /// <summary>Says what is wrong with the options before anything is computed.</summary>
    internal void Check(ParseResult parsed)
    {
        Tolerance(parsed);
        if (parsed.GetValue(_worst) < 0)
        {
            throw new UsageException($"--worst: a number from 0 was expected, found {parsed.GetValue(_worst)}.");
        }

        if (parsed.GetValue(_plot) is { } plot && Path.GetExtension(plot).ToLowerInvariant() is not (".png" or ".svg"))
        {
            throw new UsageException($"--plot: a file .png or .svg was expected, found '{plot}'.");
        }
    }

    /// <summary>Whether standard output carries data.</summary>
    internal bool IsJsonOnly(ParseResult parsed) => parsed.GetValue(_json) == "-";

    /// <summary>Writes everything that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">What decided about the records.</param>
    /// <param name="records">The records in the order of the photos.</param>
    /// <param name="pathsOf">Where the files of some photos are, by index; null where that is not known.</param>
    internal void Write(
        ParseResult parsed, ImmutableSortedDictionary<string, string> settings, IReadOnlyList<PhotoRecord> records, Func<IReadOnlySet<int>, IReadOnlyDictionary<int, string>>? pathsOf)
    {
        string LabelOf(int index) => RunSettings.LabelOf(settings, index);
        var tolerance = Tolerance(parsed);
        var summary = new EvaluationSummary(records, tolerance);
        var methods = MethodSummary.Of(records, tolerance);
        if (parsed.GetValue(_json) is { } json)
        {
            OutputTarget.Write(json, new EvaluationReport(settings, records, summary, methods, tolerance, LabelOf).Write);
        }

        if (parsed.GetValue(_csv) is { } csv)
        {
            AtomicFile.Write(csv, stream =>
            {
                if (methods.IsEmpty)
                {
                    EvaluationCsv.Write(stream, records);
                }
                else
                {
                    MethodTable.WriteCsv(stream, methods);
                }
            });
        }

        if (parsed.GetValue(_plot) is { } plot)
        {
            if (methods.IsEmpty)
            {
                EvaluationChart.Write(plot, summary.Curves);
            }
            else
            {
                MethodChart.Write(plot, methods);
            }
        }

        if (!IsJsonOnly(parsed))
        {
            EvaluationTable.Write(Console.Out, records, summary, methods, parsed.GetValue(_worst), LabelOf);
        }

        if (parsed.GetValue(_overlay) is { } folder)
        {
            var worst = (methods.IsEmpty ? summary : methods[0].Localization).Worst(parsed.GetValue(_worst)).ToArray();
            var paths = pathsOf?.Invoke(worst.Select(r => r.Index).ToHashSet())
                ?? throw new UsageException("--overlay needs the photos: give it with the data set, not with --merge.");
            WorstPictures.Write(folder, worst, r => paths[r.Index], LabelOf);
        }
    }

    private double Tolerance(ParseResult parsed) => parsed.GetValue(_tolerance) is not { } text ? DefaultTolerance
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= MostTolerance ? value
        : throw new UsageException($"--tolerance: a number from 0 was expected, found '{text}'.");
}
