using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>CUB-200-2011 (Wah et al. 2011): <c>images.txt</c>, <c>image_class_labels.txt</c>, <c>bounding_boxes.txt</c>, <c>train_test_split.txt</c>, <c>classes.txt</c>, each line beginning with a number.</summary>
/// <param name="root">The folder with <c>images</c>.</param>
/// <param name="annotations">Where the text files are; null for the same folder.</param>
/// <param name="split"><c>test</c>, <c>train</c> or <c>all</c>.</param>
internal sealed class CubDataset(string root, string? annotations, string split) : IDataset
{
    private readonly Lazy<Dictionary<string, DatasetClass>> _classes = new(() => AnnotationLines.ReadKeyed(
        DatasetPaths.Join(annotations ?? root, "classes.txt"),
        l => l.KeyAndRest("number class") is var (number, name) ? (number, new DatasetClass(name, Words(name))) : default));

    /// <inheritdoc/>
    public string Format => "cub";

    /// <inheritdoc/>
    public int? Count => AnnotationLines.Read(Text("images.txt")).Count(IsWanted());

    /// <inheritdoc/>
    public ImmutableArray<DatasetClass> Classes => [.. _classes.Value.Values];

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        var labels = AnnotationLines.ReadKeyed(Text("image_class_labels.txt"), l => l.KeyAndRest("number class"));
        var boxes = AnnotationLines.ReadKeyed(Text("bounding_boxes.txt"), l => (l.KeyAndRest("number x y width height").Key, l));
        foreach (var line in AnnotationLines.Read(Text("images.txt")).Where(IsWanted()))
        {
            var (number, file) = line.KeyAndRest("number file");
            var path = DatasetPaths.Normalise(file) ?? throw line.Error($"a path below images was expected, found {MessageText.Quote(file)}");
            var problems = ImmutableArray.CreateBuilder<string>();
            var label = labels.TryGetValue(number, out var n) && _classes.Value.TryGetValue(n, out var c) ? c.Name : null;
            if (label is null)
            {
                problems.Add(line.Error("the photo has no class in image_class_labels.txt and classes.txt").Message);
            }

            var box = boxes.TryGetValue(number, out var boxLine) ? Box(boxLine, problems) : null;
            yield return new Sample($"images/{path}", DatasetPaths.Join(root, $"images/{path}"))
            {
                Labels = label is null ? [] : [label],
                Objects = box is { } found && label is not null ? [new(label, found)] : [],
                Problems = problems.ToImmutable(),
            };
        }
    }

    // From 001.Black_footed_Albatross to the words.
    private static string Words(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    private static TrueBox? Box(AnnotationLine line, ImmutableArray<string>.Builder problems)
    {
        var f = line.Fields(' ', 5, "number x y width height");
        var (x, y) = (line.Coordinate(f[1]), line.Coordinate(f[2]));
        var box = new TrueBox(x, y, x + line.Coordinate(f[3]), y + line.Coordinate(f[4]));
        if (box.Area > 0)
        {
            return box;
        }

        problems.Add(line.Error($"the box {box} is empty").Message);
        return null;
    }

    private Func<AnnotationLine, bool> IsWanted()
    {
        if (split == "all")
        {
            return static _ => true;
        }

        var training = AnnotationLines.ReadKeyed(Text("train_test_split.txt"), l => l.KeyAndRest("number 0|1"));
        var wanted = split == "train" ? "1" : "0";
        return line => training.GetValueOrDefault(line.KeyAndRest("number file").Key) == wanted;
    }

    private string Text(string name) => DatasetPaths.Join(annotations ?? root, name);
}
