using System.Text.Json;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>COCO's JSON, read token by token from the mapped file: outlines, captions and whatever else is there are passed over, so that only names and boxes take memory.</summary>
internal sealed class CocoJson
{
    private readonly Dictionary<long, List<CocoAnnotation>> _annotations = [];
    private readonly HashSet<long> _ids = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private CocoJson()
    {
    }

    private delegate void ReadElement(ref Utf8JsonReader reader);

    private delegate void ReadField(ref Utf8JsonReader reader, string name);

    /// <summary>The photos in the file's order.</summary>
    public List<CocoImage> Images { get; } = [];

    /// <summary>The names of the categories by number.</summary>
    public Dictionary<long, string> Categories { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DatasetException">It is not COCO's JSON; the message has the line.</exception>
    public static CocoJson Read(string path)
    {
        var content = new CocoJson();
        if (!File.Exists(path))
        {
            throw new DatasetException($"{path}: no such file, and the data set needs it.");
        }

        using var file = MappedFile.Open(path);
        if (file.Length > int.MaxValue)
        {
            throw new DatasetException($"{path}: JSON of at most {int.MaxValue} bytes was expected, found {file.Length}.");
        }

        var memory = file.Slice(0, (int)file.Length);
        var bytes = memory.Span;
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes[start..]);
        try
        {
            content.ReadRoot(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var position = Math.Min(start + (long)reader.TokenStartIndex, bytes.Length);
            throw new DatasetException($"{path}, line {1 + bytes[..(int)position].Count((byte)'\n')}, offset {position}: COCO's JSON was expected: {e.Message.TrimEnd('.')}.", e);
        }
        finally
        {
            GC.KeepAlive(memory);
        }

        return content;
    }

    /// <summary>The annotations of a photo, in the file's order.</summary>
    public IReadOnlyList<CocoAnnotation> AnnotationsOf(long image) => _annotations.TryGetValue(image, out var list) ? list : [];

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        var (hasImages, hasAnnotations) = (false, false);
        Next(ref reader);
        ReadObject(ref reader, (ref Utf8JsonReader r, string name) =>
        {
            switch (name)
            {
                case "images":
                    hasImages = true;
                    ReadArray(ref r, ReadImage);
                    break;
                case "annotations":
                    hasAnnotations = true;
                    ReadArray(ref r, ReadAnnotation);
                    break;
                case "categories":
                    ReadArray(ref r, ReadCategory);
                    break;
                default:
                    r.Skip();
                    break;
            }
        });
        if (!hasImages || !hasAnnotations)
        {
            throw new JsonException($"the field '{(hasImages ? "annotations" : "images")}' is missing");
        }
    }

    private void ReadImage(ref Utf8JsonReader reader)
    {
        long? id = null;
        string? file = null;
        double width = 0, height = 0;
        ReadObject(ref reader, (ref Utf8JsonReader r, string name) =>
        {
            switch (name)
            {
                case "id":
                    id = r.GetInt64();
                    break;
                case "file_name":
                    file = r.GetString();
                    break;
                case "width":
                    width = r.GetDouble();
                    break;
                case "height":
                    height = r.GetDouble();
                    break;
                default:
                    r.Skip();
                    break;
            }
        });
        if (id is not { } number || !_ids.Add(number))
        {
            throw new JsonException(id is null ? "an image has no id" : $"the image {id} stands twice");
        }

        var path = file is null ? null : DatasetPaths.Normalise(file);
        if (path is null || !_files.Add(path))
        {
            throw new JsonException($"image {number}: a path below the folder of photos, unlike the others', was expected as file_name, found {(file is null ? "none" : MessageText.Quote(file))}");
        }

        Images.Add(new(number, path, Coordinates.Size(width, height)));
    }

    private void ReadAnnotation(ref Utf8JsonReader reader)
    {
        long id = 0;
        long? image = null, category = null;
        TrueBox? box = null;
        var isCrowd = false;
        ReadObject(ref reader, (ref Utf8JsonReader r, string name) =>
        {
            switch (name)
            {
                case "id":
                    id = r.TryGetInt64(out var number) ? number : 0;
                    break;
                case "image_id":
                    image = r.GetInt64();
                    break;
                case "category_id":
                    category = r.GetInt64();
                    break;
                case "iscrowd":
                    isCrowd = r.TokenType == JsonTokenType.True || (r.TokenType == JsonTokenType.Number && r.GetDouble() != 0);
                    break;
                case "bbox":
                    box = ReadBox(ref r);
                    break;
                default:
                    r.Skip();
                    break;
            }
        });
        if (image is not { } photo || category is not { } kind || box is not { } place)
        {
            throw new JsonException($"annotation {id} lacks {(image is null ? "image_id" : category is null ? "category_id" : "bbox")}");
        }

        if (!_annotations.TryGetValue(photo, out var list))
        {
            _annotations.Add(photo, list = []);
        }

        list.Add(new(id, photo, kind, place, isCrowd));
    }

    private void ReadCategory(ref Utf8JsonReader reader)
    {
        long? id = null;
        string? label = null;
        ReadObject(ref reader, (ref Utf8JsonReader r, string name) =>
        {
            switch (name)
            {
                case "id":
                    id = r.GetInt64();
                    break;
                case "name":
                    label = r.GetString();
                    break;
                default:
                    r.Skip();
                    break;
            }
        });
        if (id is not { } number || string.IsNullOrEmpty(label) || !Categories.TryAdd(number, label))
        {
            throw new JsonException("a category with a name and an id of its own was expected");
        }
    }

    private static TrueBox ReadBox(ref Utf8JsonReader reader)
    {
        Span<double> values = stackalloc double[4];
        var count = 0;
        Expect(ref reader, JsonTokenType.StartArray);
        for (Next(ref reader); reader.TokenType != JsonTokenType.EndArray; Next(ref reader))
        {
            if (count == 4 || !Coordinates.IsSound(values[count++] = reader.GetDouble()))
            {
                throw new JsonException("four numbers of pixels were expected as bbox");
            }
        }

        return count == 4 ? new(values[0], values[1], values[0] + values[2], values[1] + values[3]) : throw new JsonException($"four numbers were expected as bbox, found {count}");
    }

    private static void ReadArray(ref Utf8JsonReader reader, ReadElement read)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        for (Next(ref reader); reader.TokenType != JsonTokenType.EndArray; Next(ref reader))
        {
            read(ref reader);
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, ReadField read)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        for (Next(ref reader); reader.TokenType != JsonTokenType.EndObject; Next(ref reader))
        {
            var name = reader.GetString()!;
            Next(ref reader);
            read(ref reader, name);
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected, found {reader.TokenType}");
        }
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("the text ends too early");
        }
    }
}
