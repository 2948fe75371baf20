using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>ILSVRC's CLS-LOC in its own layout or unpacked side by side: photos of a split, XML annotations, synset files and ground-truth lists.</summary>
internal sealed class IlsvrcDataset : IDataset
{
    private readonly string _root;
    private readonly string _images;
    private readonly string? _annotations;
    private readonly Lazy<IReadOnlyList<string>> _photos;
    private readonly Lazy<IlsvrcLabels> _labels;

    /// <summary>Takes a data set.</summary>
    /// <param name="root">The folder that holds <c>Data</c> and <c>Annotations</c>, or <c>val</c>.</param>
    /// <param name="annotations">Where annotations and lists are, if not there.</param>
    /// <param name="split">Such as <c>val</c>.</param>
    public IlsvrcDataset(string root, string? annotations, string split)
    {
        _root = root;
        _images = DatasetPaths.FirstFolder(root, $"Data/CLS-LOC/{split}", $"ILSVRC/Data/CLS-LOC/{split}", $"ILSVRC2012_img_{split}", split, $"images/{split}") ?? root;
        string[] inside = [$"Annotations/CLS-LOC/{split}", $"ILSVRC/Annotations/CLS-LOC/{split}", $"CLS-LOC/{split}", $"Annotations/{split}", $"bbox/{split}", $"ILSVRC2012_bbox_{split}_v3"];
        _annotations = annotations is null ? DatasetPaths.FirstFolder(root, inside) : DatasetPaths.FirstFolder(annotations, [.. inside, split]) ?? annotations;
        string[] near = annotations is null ? [] : [annotations, DatasetPaths.Join(annotations, "data")];
        _labels = new(() => IlsvrcLabels.Read([.. near, root, DatasetPaths.Join(root, "ILSVRC"), DatasetPaths.Join(root, "devkit/data"), DatasetPaths.Join(root, "..")], split));
        _photos = new(() => PhotoFolder.Walk(_images));
    }

    /// <inheritdoc/>
    public string Format => "ilsvrc";

    /// <inheritdoc/>
    public int? Count => _photos.Value.Count;

    /// <inheritdoc/>
    public ImmutableArray<DatasetClass> Classes => _labels.Value.Classes;

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        var prefix = DatasetPaths.Join(_root, string.Empty);
        if (_photos.Value.Count == 0)
        {
            throw new DatasetException($"{_images}: photos were expected, none was found.");
        }

        for (var i = 0; i < _photos.Value.Count; i++)
        {
            var relative = _photos.Value[i];
            var path = DatasetPaths.Join(_images, relative);
            var id = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : relative;
            yield return Describe(new(id, path), relative, i);
        }
    }

    private Sample Describe(Sample sample, string relative, int index)
    {
        var stem = Path.GetFileNameWithoutExtension(relative);
        var label = _labels.Value.Of(stem, index);
        var xml = _annotations is null ? null
            : DatasetPaths.FirstFile(_annotations, $"{relative[..^Path.GetExtension(relative).Length]}.xml", $"{stem}.xml");
        var annotation = xml is null ? new VocAnnotation(null, null, label?.Objects ?? [], []) : VocXml.Read(xml);
        var folder = Path.GetDirectoryName(relative) is { Length: > 0 } parent ? Path.GetFileName(parent) : null;
        ImmutableArray<string> labels = label is { } known ? [known.Synset]
            : annotation.Objects.IsEmpty ? folder is null ? [] : [folder]
            : [.. annotation.Objects.Select(o => o.Class).Distinct(StringComparer.Ordinal)];
        return sample with
        {
            Labels = labels,
            Objects = annotation.Objects,
            DeclaredSize = annotation.Size,
            Problems = labels.IsEmpty && annotation.Problems.IsEmpty
                ? [$"{sample.ImagePath}: there is neither a label nor an annotation{(_annotations is null ? string.Empty : $" in {_annotations}")}."]
                : annotation.Problems,
        };
    }
}
