using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>
/// Pascal VOC's layout: photos in <c>images</c> or <c>JPEGImages</c>, and beside it, in <c>annots</c> or <c>Annotations</c>, an XML file of the same name for each.
/// A photo without an annotation and an annotation without a photo are samples too, with a problem.
/// </summary>
internal sealed class VocDataset : IDataset
{
    private readonly string _root;
    private readonly string _images;
    private readonly string _annotations;
    private readonly string? _list;
    private readonly Lazy<List<(string Stem, string? Photo, bool HasXml)>> _entries;

    /// <summary>Takes the folders; they are listed when their photos are asked for.</summary>
    /// <param name="root">The data set.</param>
    /// <param name="images">The folder of photos.</param>
    /// <param name="annotations">The folder of XML files.</param>
    /// <param name="list">A list of the photos' names without extension (VOC's ImageSets); null for all.</param>
    public VocDataset(string root, string images, string annotations, string? list)
    {
        (_root, _images, _annotations, _list) = (root, images, annotations, list);
        _entries = new(List);
    }

    /// <inheritdoc/>
    public string Format => "voc";

    /// <inheritdoc/>
    public int? Count => _entries.Value.Count;

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        if (_entries.Value.Count == 0)
        {
            throw new DatasetException($"{_images}: photos were expected, none was found.");
        }

        foreach (var (stem, photo, hasXml) in _entries.Value)
        {
            var relative = photo ?? $"{stem}.jpg";
            var path = DatasetPaths.Join(_images, relative);
            var xml = DatasetPaths.Join(_annotations, $"{stem}.xml");
            var annotation = hasXml ? VocXml.Read(xml) : new(null, null, [], [$"{path}: there is no annotation {xml}."]);
            yield return new Sample(Id(path, relative), path)
            {
                Labels = [.. annotation.Objects.Select(o => o.Class).Distinct(StringComparer.Ordinal)],
                Objects = annotation.Objects,
                DeclaredSize = annotation.Size,
                Problems = photo is null ? annotation.Problems.Add($"{xml}: there is no photo {stem} in {_images}.") : annotation.Problems,
            };
        }
    }

    private string Id(string path, string relative)
    {
        var prefix = DatasetPaths.Join(_root, string.Empty);
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : relative;
    }

    private List<(string Stem, string? Photo, bool HasXml)> List()
    {
        var photos = new Dictionary<string, string>(StringComparer.Ordinal);
        var twins = new List<(string Stem, string? Photo, bool HasXml)>();
        var annotated = PhotoFolder.Walk(_annotations, [".xml"]).Select(Stem).ToHashSet(StringComparer.Ordinal);
        foreach (var photo in PhotoFolder.Walk(_images))
        {
            if (!photos.TryAdd(Stem(photo), photo))
            {
                twins.Add((Stem(photo), photo, annotated.Contains(Stem(photo))));
            }
        }

        var stems = _list is null ? photos.Keys.Union(annotated, StringComparer.Ordinal) : Listed(_list);
        return
        [
            .. stems.Select(s => (Stem: s, Photo: photos.GetValueOrDefault(s), HasXml: annotated.Contains(s)))
                .Concat(_list is null ? twins : [])
                .OrderBy(e => e.Stem, StringComparer.Ordinal).ThenBy(e => e.Photo, StringComparer.Ordinal),
        ];
    }

    // VOC's lists of a class have 1 or -1 behind the name; those of a split, the name alone.
    private static IEnumerable<string> Listed(string path) => AnnotationLines.Read(path)
        .Select(l => DatasetPaths.Normalise(l.Text.Split(' ', '\t')[0]) ?? throw l.Error($"a photo's name was expected, found {MessageText.Quote(l.Text)}"))
        .Distinct(StringComparer.Ordinal);

    private static string Stem(string path) => path[..(path.Length - Path.GetExtension(path).Length)];
}
