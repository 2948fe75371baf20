using System.Collections.Immutable;
using System.Globalization;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>The synsets of ILSVRC and the labels of its photos, from whichever of the known files is there.</summary>
/// <remarks>
/// Synsets: <c>LOC_synset_mapping.txt</c> or <c>synset_words.txt</c> (synset and words), <c>synsets.txt</c> (synset alone), <c>map_clsloc.txt</c> (synset, number from 1, word).
/// Labels: <c>LOC_val_solution.csv</c> (name, then synset and corners by fives), <c>val.txt</c> (file name with extension and class from 0),
/// <c>ILSVRC2012_validation_ground_truth.txt</c> (one number from 1 a photo, in the order of <c>map_clsloc.txt</c>).
/// </remarks>
internal sealed class IlsvrcLabels
{
    private const string NumbersFile = "map_clsloc.txt";
    private const string TruthFile = "ILSVRC2012_validation_ground_truth.txt";

    private readonly Dictionary<string, (string Synset, ImmutableArray<ObjectAnnotation> Objects)> _labels = new(StringComparer.Ordinal);
    private List<string>? _inOrder;

    private IlsvrcLabels()
    {
    }

    /// <summary>The synsets in the order of the classes; empty where no file lists them.</summary>
    public ImmutableArray<DatasetClass> Classes { get; private set; } = [];

    /// <summary>Reads the files that are there.</summary>
    /// <param name="folders">Where to look, the preferred first.</param>
    /// <param name="split">Such as <c>val</c>.</param>
    public static IlsvrcLabels Read(IReadOnlyList<string> folders, string split)
    {
        var labels = new IlsvrcLabels();
        if (Find(folders, "LOC_synset_mapping.txt", "synset_words.txt", "synsets.txt", NumbersFile) is { } synsets)
        {
            // The devkit's own numbers have another order than everyone's classes, which go by the synset.
            var lines = AnnotationLines.Read(synsets).Select(l => Synset(l, synsets.EndsWith(NumbersFile, StringComparison.Ordinal)));
            labels.Classes = synsets.EndsWith(NumbersFile, StringComparison.Ordinal) ? [.. lines.OrderBy(c => c.Name, StringComparer.Ordinal)] : [.. lines];
        }

        if (Find(folders, $"LOC_{split}_solution.csv") is { } solution)
        {
            labels.ReadSolution(solution);
        }
        else if (Find(folders, $"{split}.txt", $"ImageSets/CLS-LOC/{split}.txt") is { } list)
        {
            labels.ReadList(list);
        }

        if (labels._labels.Count == 0 && split == "val" && Find(folders, TruthFile) is { } truth)
        {
            labels.ReadNumbers(truth, Find(folders, NumbersFile));
        }

        return labels;
    }

    /// <summary>The label of a photo and the boxes that stand beside it; null where no file has one.</summary>
    /// <param name="stem">The photo's file name without extension.</param>
    /// <param name="index">Its place among the photos in ordinal order.</param>
    public (string Synset, ImmutableArray<ObjectAnnotation> Objects)? Of(string stem, int index) =>
        _labels.TryGetValue(stem, out var label) ? label : _inOrder is not null && index < _inOrder.Count ? (_inOrder[index], []) : null;

    private static DatasetClass Synset(AnnotationLine line, bool hasNumber)
    {
        if (!line.Text.Contains(' ', StringComparison.Ordinal))
        {
            return new(line.Text, line.Text);
        }

        var (synset, words) = line.KeyAndRest("synset words");
        return new(synset, hasNumber ? line.Fields(' ', 3, "synset number word")[2].Replace('_', ' ') : words);
    }

    private static string? Find(IReadOnlyList<string> folders, params string[] names) =>
        names.SelectMany(_ => folders, (name, folder) => DatasetPaths.Join(folder, name)).FirstOrDefault(File.Exists);

    private void ReadSolution(string path)
    {
        const string Form = "name,synset x0 y0 x1 y1 ...";
        foreach (var line in AnnotationLines.Read(path).Where(l => !l.Text.StartsWith("ImageId,", StringComparison.Ordinal)))
        {
            var fields = line.Fields(',', 2, Form);
            var words = fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words.Length % 5 != 0)
            {
                throw line.Error($"'{Form}' was expected, found {words.Length} words behind the comma");
            }

            var objects = words.Chunk(5).Select(w => new ObjectAnnotation(
                w[0], new(line.Coordinate(w[1]), line.Coordinate(w[2]), line.Coordinate(w[3]), line.Coordinate(w[4]))));
            if (!_labels.TryAdd(fields[0], (words[0], [.. objects])))
            {
                throw line.Error($"{MessageText.Quote(fields[0])} stands in the file twice");
            }
        }
    }

    private void ReadList(string path)
    {
        foreach (var line in AnnotationLines.Read(path))
        {
            var fields = line.Fields(' ', 1, "file class");

            // Without an extension the number behind the name is the photo's, not the class's.
            if (fields.Length == 1 || !Path.HasExtension(fields[0]))
            {
                continue;
            }

            if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (number >= Classes.Length && Classes.Length > 0))
            {
                throw line.Error($"a class from 0 to {Math.Max(Classes.Length, 1) - 1} was expected, found {MessageText.Quote(fields[1])}");
            }

            _labels[Path.GetFileNameWithoutExtension(fields[0])] = (Classes.IsEmpty ? fields[1] : Classes[number].Name, []);
        }
    }

    private void ReadNumbers(string path, string? numbersPath)
    {
        if (numbersPath is null)
        {
            return;
        }

        var synsets = AnnotationLines.ReadKeyed(numbersPath, l => l.Fields(' ', 2, "synset number word") is var f ? (f[1], f[0]) : default);
        _inOrder =
        [
            .. AnnotationLines.Read(path).Select(l => synsets.TryGetValue(l.Text, out var synset)
                ? synset
                : throw l.Error($"a number that {numbersPath} lists was expected, found {MessageText.Quote(l.Text)}")),
        ];
    }
}
