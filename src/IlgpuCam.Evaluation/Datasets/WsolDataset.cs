using System.Collections.Immutable;
using System.Globalization;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>
/// The metadata of the WSOL benchmark (Choe et al. 2020): <c>image_ids.txt</c>; <c>class_labels.txt</c> (path,class), <c>image_sizes.txt</c> (path,width,height),
/// <c>localization.txt</c> (path,x0,y0,x1,y1, a line a box, or path,mask,ignore, a line a mask).
/// </summary>
/// <param name="root">The folder that the photos' paths are taken from.</param>
/// <param name="metadata">The folder with the text files.</param>
internal sealed class WsolDataset(string root, string metadata) : IDataset
{
    /// <inheritdoc/>
    public string Format => "wsol";

    /// <inheritdoc/>
    public int? Count => AnnotationLines.Read(Text("image_ids.txt")).Count();

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        var labels = Labels();
        var sizes = Sizes();
        var places = File.Exists(Text("localization.txt")) ? Places() : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in AnnotationLines.Read(Text("image_ids.txt")))
        {
            var id = DatasetPaths.Normalise(line.Text) ?? throw line.Error($"a path below {root} was expected, found {MessageText.Quote(line.Text)}");
            if (!seen.Add(id))
            {
                throw line.Error($"{MessageText.Quote(id)} stands in the file twice");
            }

            var problems = ImmutableArray.CreateBuilder<string>();
            if (!labels.TryGetValue(line.Text, out var classes))
            {
                problems.Add(line.Error("the photo has no line in class_labels.txt").Message);
            }

            var size = sizes.TryGetValue(line.Text, out var stated) ? stated : default((int, int)?);
            var sample = new Sample(id, DatasetPaths.Join(root, id)) { Labels = classes.IsDefault ? [] : classes, DeclaredSize = size };
            yield return places is null ? sample with { Problems = problems.ToImmutable() } : Locate(sample, line, places.GetValueOrDefault(line.Text), problems);
        }
    }

    private static bool IsMask(AnnotationLine line, string[] fields) => fields.Length switch
    {
        3 => true,
        5 => false,
        _ => throw line.Error($"'path,x0,y0,x1,y1' or 'path,mask,ignore' was expected, found {fields.Length} fields"),
    };

    private Sample Locate(Sample sample, AnnotationLine line, List<AnnotationLine>? places, ImmutableArray<string>.Builder problems)
    {
        if (places is null)
        {
            problems.Add(line.Error("the photo has no line in localization.txt").Message);
        }

        var objects = ImmutableArray.CreateBuilder<ObjectAnnotation>();
        var masks = new List<string>();
        string? ignore = null;
        foreach (var place in places ?? [])
        {
            var fields = place.Fields(',', 3, "path,x0,y0,x1,y1");
            if (IsMask(place, fields))
            {
                masks.Add(MaskPath(place, fields[1]));
                ignore = fields[2].Length > 0 ? MaskPath(place, fields[2]) : ignore;
                continue;
            }

            var box = new TrueBox(place.Coordinate(fields[1]), place.Coordinate(fields[2]), place.Coordinate(fields[3]), place.Coordinate(fields[4]));
            if (box.Area <= 0)
            {
                problems.Add(place.Error($"the box {box} is empty").Message);
            }
            else if (!sample.Labels.IsEmpty)
            {
                objects.AddRange(sample.Labels.Select(label => new ObjectAnnotation(label, box)));
            }
        }

        return sample with
        {
            Objects = objects.ToImmutable(),
            Masks = masks.Count > 0 ? new(masks, ignore) : null,
            Problems = problems.ToImmutable(),
        };
    }

    // Masks lie beside the photos; some keep them with the metadata.
    private string MaskPath(AnnotationLine line, string relative)
    {
        var path = DatasetPaths.Normalise(relative) ?? throw line.Error($"the path of a mask was expected, found {MessageText.Quote(relative)}");
        return DatasetPaths.FirstFile(root, path) ?? DatasetPaths.FirstFile(metadata, path) ?? DatasetPaths.Join(root, path);
    }

    private Dictionary<string, ImmutableArray<string>> Labels()
    {
        var labels = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var line in AnnotationLines.Read(Text("class_labels.txt")))
        {
            var fields = line.Fields(',', 2, "path,class");
            if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw line.Error($"a class from 0 was expected, found {MessageText.Quote(fields[1])}");
            }

            // Several lines make the photo multi-label.
            labels[fields[0]] = labels.TryGetValue(fields[0], out var others) ? others.Contains(fields[1]) ? others : others.Add(fields[1]) : [fields[1]];
        }

        return labels;
    }

    private Dictionary<string, (int, int)> Sizes() => !File.Exists(Text("image_sizes.txt")) ? [] : AnnotationLines.ReadKeyed(Text("image_sizes.txt"), line =>
    {
        var fields = line.Fields(',', 3, "path,width,height");
        return (fields[0], Coordinates.Size(line.Coordinate(fields[1]), line.Coordinate(fields[2])) ?? throw line.Error("a width and a height above 0 were expected"));
    });

    private Dictionary<string, List<AnnotationLine>> Places()
    {
        var places = new Dictionary<string, List<AnnotationLine>>(StringComparer.Ordinal);
        foreach (var line in AnnotationLines.Read(Text("localization.txt")))
        {
            var path = line.Fields(',', 3, "path,x0,y0,x1,y1")[0];
            if (!places.TryGetValue(path, out var lines))
            {
                places.Add(path, lines = []);
            }

            lines.Add(line);
        }

        return places;
    }

    private string Text(string name) => DatasetPaths.Join(metadata, name);
}
