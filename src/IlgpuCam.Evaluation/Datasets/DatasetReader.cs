using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Opens data sets, and finds out which format they have.</summary>
public static class DatasetReader
{
    private const string Auto = "auto";

    /// <summary>The formats, as <c>--format</c> takes them.</summary>
    public static ImmutableArray<string> Formats { get; } = [Auto, "voc", "ilsvrc", "cub", "coco", "wsol", "folders"];

    /// <summary>Opens a data set. Its lists are read when its samples are asked for.</summary>
    /// <param name="path">The folder of the data set; for COCO the JSON file as well.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="annotations">The folder of the annotations, for COCO the file, where it is not where the format has it.</param>
    /// <param name="split">Which part: <c>val</c> for ILSVRC, <c>test</c> for CUB, all of a VOC folder if null; otherwise the name of a list or file of the data set.</param>
    /// <exception cref="DatasetException">There is no such folder or format, or what the format needs is not there.</exception>
    public static IDataset Open(string path, string format = Auto, string? annotations = null, string? split = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (annotations is not null && !Path.Exists(annotations))
        {
            throw new DatasetException($"{annotations}: no such folder or file of annotations.");
        }

        if (split is not null && (DatasetPaths.Normalise(split) is null || split.Contains('/', StringComparison.Ordinal)))
        {
            throw new DatasetException($"A split such as train or val was expected, found {MessageText.Quote(split)}.");
        }

        if (!Directory.Exists(path) && !(File.Exists(path) && format is "coco" or Auto))
        {
            throw new DatasetException($"{path}: {(File.Exists(path) ? "a folder was expected, found a file" : "no such folder of a data set")}.");
        }

        return (format == Auto ? Detect(path, annotations) : format) switch
        {
            "voc" => OpenVoc(path, annotations, split),
            "ilsvrc" => new IlsvrcDataset(path, annotations, split ?? "val"),
            "cub" => new CubDataset(path, annotations, split is null or "test" or "train" or "all"
                ? split ?? "test"
                : throw new DatasetException($"CUB-200-2011 has the splits test, train and all, found {MessageText.Quote(split)}.")),
            "coco" => OpenCoco(path, annotations, split ?? "val"),
            "wsol" => OpenWsol(path, annotations, split),
            "folders" => new FolderDataset(path),
            _ => throw new DatasetException($"One of the formats {string.Join(", ", Formats)} was expected, found {MessageText.Quote(format)}."),
        };
    }

    private static string Detect(string path, string? annotations)
    {
        var near = annotations ?? path;
        if (near.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(near))
        {
            return "coco";
        }

        if (File.Exists(path))
        {
            throw new DatasetException($"{path}: a folder or COCO's JSON was expected, found another file.");
        }

        return true switch
        {
            _ when DatasetPaths.FirstFile(near, "image_ids.txt") is not null => "wsol",
            _ when DatasetPaths.FirstFile(near, "image_class_labels.txt") is not null => "cub",
            _ when DatasetPaths.FirstFolder(path, "Data/CLS-LOC", "ILSVRC/Data/CLS-LOC", "ILSVRC2012_img_val") is not null
                || DatasetPaths.FirstFile(path, "LOC_synset_mapping.txt", "synset_words.txt", "synsets.txt", "map_clsloc.txt") is not null => "ilsvrc",
            _ when DatasetPaths.FirstFolder(path, "images", "JPEGImages") is not null && (annotations ?? DatasetPaths.FirstFolder(path, "annots", "Annotations")) is not null => "voc",
            _ when Jsons(path).Length > 0 => "coco",
            _ when annotations is not null => "voc",
            _ when Directory.EnumerateDirectories(path).Any() => "folders",
            _ => throw new DatasetException($"{path}: the format was not recognised: there is no annots, Annotations, images, image_ids.txt, image_class_labels.txt, synset file, COCO's JSON or folder of a class; name it with --format and --annotations."),
        };
    }

    private static VocDataset OpenVoc(string path, string? annotations, string? split)
    {
        var images = DatasetPaths.FirstFolder(path, "images", "JPEGImages") ?? path;
        annotations ??= DatasetPaths.FirstFolder(path, "annots", "Annotations")
            ?? throw new DatasetException($"{path}: a folder annots or Annotations was expected beside images or JPEGImages.");
        return new(path, images, annotations, split is null ? null : DatasetPaths.FirstFile(path, $"ImageSets/Main/{split}.txt", $"{split}.txt")
            ?? throw new DatasetException($"{path}: the list ImageSets/Main/{split}.txt was expected."));
    }

    private static WsolDataset OpenWsol(string path, string? annotations, string? split)
    {
        var metadata = annotations ?? path;
        return new(path, split is null ? metadata : DatasetPaths.FirstFolder(metadata, split) ?? throw new DatasetException($"{metadata}: a folder {split} was expected."));
    }

    private static CocoDataset OpenCoco(string path, string? annotations, string split)
    {
        var json = File.Exists(path) ? path : annotations is not null && File.Exists(annotations) ? annotations : null;
        var root = File.Exists(path) ? Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "." : path;
        if (json is null)
        {
            var found = annotations is null ? Jsons(root) : [.. Directory.EnumerateFiles(annotations, "*.json").Order(StringComparer.Ordinal)];
            json = found.FirstOrDefault(f => Path.GetFileName(f).StartsWith($"instances_{split}", StringComparison.Ordinal))
                ?? (found is [var only] ? only : throw new DatasetException($"{annotations ?? root}: one JSON file, or instances_{split}*.json, was expected, found {found.Length} others; name it with --annotations."));
        }

        var year = Path.GetFileNameWithoutExtension(json).Replace("instances_", string.Empty, StringComparison.Ordinal);
        return new(DatasetPaths.FirstFolder(root, year, $"images/{year}", "images", $"../{year}", "../images") ?? root, json);
    }

    private static string[] Jsons(string root) =>
        DatasetPaths.FirstFolder(root, "annotations") is { } folder ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
}
