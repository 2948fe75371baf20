using System.CommandLine;
using System.Globalization;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The options that say which data set, and which classes of the model are meant by its classes.</summary>
/// <param name="dataset">What is said of the data set.</param>
/// <param name="ofClass">What is said of <c>--class</c>.</param>
internal sealed class DatasetOptions(
    string dataset = "The folder of the data set; for COCO its JSON file as well.", string ofClass = "The class that every object of the data set is, by index, label or synonym.")
{
    private readonly Argument<string?> _dataset = new("DATASET") { Description = dataset, Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string> _format = new("--format")
    {
        Description = "auto, voc, ilsvrc, cub, coco, wsol or folders.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string?> _annotations = new("--annotations") { Description = "Where the annotations are, if not where the format has them.", HelpName = "FOLDER" };

    private readonly Option<string?> _split = new("--split") { Description = "Which part: val for ILSVRC and COCO, test for CUB by default; otherwise the name of a list.", HelpName = "NAME" };

    private readonly Option<string?> _class = new("--class") { Description = ofClass, HelpName = "NAME|INDEX" };

    private readonly Option<string?> _classMap = new("--class-map")
    {
        Description = "Lines of a class of the data set, a comma, and the model's class by index, label or synonym.",
        HelpName = "FILE.csv",
    };

    internal void AddTo(Command command)
    {
        command.Add(_dataset);
        command.Add(_format);
        command.Add(_annotations);
        command.Add(_split);
        command.Add(_class);
        command.Add(_classMap);
    }

    /// <summary>Whether a data set was named.</summary>
    internal bool IsGiven(ParseResult parsed) => parsed.GetValue(_dataset) is not null;

    /// <summary>Whether <c>--class</c> says what all is.</summary>
    internal bool IsClassGiven(ParseResult parsed) => parsed.GetValue(_class) is not null;

    /// <summary>Opens the data set.</summary>
    internal IDataset Open(ParseResult parsed)
    {
        var path = parsed.GetValue(_dataset) ?? throw new UsageException($"A data set was expected; see ilgpucam {parsed.CommandResult.Command.Name} --help.");
        var format = parsed.GetValue(_format)!;
        return DatasetReader.Formats.Contains(format)
            ? DatasetReader.Open(path, format, parsed.GetValue(_annotations), parsed.GetValue(_split))
            : throw new UsageException($"--format: one of {string.Join(", ", DatasetReader.Formats)} was expected, found '{format}'.");
    }

    /// <summary>How classes of the data set become the model's.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="labels">The names of the model's classes, or null.</param>
    /// <param name="classes">How many classes the model has.</param>
    internal DatasetClassMap Map(ParseResult parsed, IDataset dataset, Labels? labels, int classes) => (parsed.GetValue(_class), parsed.GetValue(_classMap)) switch
    {
        ({ }, { }) => throw new UsageException("--class and --class-map exclude each other."),
        ({ } name, null) => DatasetClassMap.All(ClassArguments.Resolve([name], labels, classes)[0]),
        (null, { } path) => DatasetClassMap.FromFile(path, labels, classes),
        _ => DatasetClassMap.ByName(dataset, labels, classes),
    };

    /// <summary>The same where there are maps and no model: the data set's own classes, unless a class is given by its index.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="labelOf">Receives the names of the classes.</param>
    internal DatasetClassMap MapWithoutModel(ParseResult parsed, IDataset dataset, out Func<int, string> labelOf)
    {
        labelOf = index => index.ToString(CultureInfo.InvariantCulture);
        if (parsed.GetValue(_class) is not null || parsed.GetValue(_classMap) is not null)
        {
            return Map(parsed, dataset, null, int.MaxValue);
        }

        var map = DatasetClassMap.Own(dataset, out var names);
        labelOf = index => names[index];
        return map;
    }
}
