using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>
/// Training samples from a CSV file (RFC 4180). With a head: a column <c>image</c> (or <c>path</c>, <c>file</c>), any number of columns <c>label</c> (or <c>labels</c>, <c>class</c>),
/// possibly the box as <c>x0,y0,x1,y1</c>; every other column holds a number that is appended to the photo's features. Without a head: the path, then labels.
/// Semicolons part several labels in one field; an empty one is none.
/// </summary>
public static class HeadTable
{
    private const int LargestFile = 1 << 30;
    private static readonly string[] PathNames = ["image", "path", "file", "filename"];
    private static readonly string[] LabelNames = ["label", "labels", "class", "classes"];
    private static readonly string[] BoxNames = ["x0", "y0", "x1", "y1"];

    private enum Column
    {
        Path,
        Label,
        Box,
        Extra,
    }

    /// <summary>Reads the table. Paths are taken from the table's own folder.</summary>
    /// <param name="path">The CSV file.</param>
    /// <returns>The samples in their order, and the names of the extra columns.</returns>
    /// <exception cref="DatasetException">The file is no such table; the message names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (ImmutableArray<HeadSample> Samples, ImmutableArray<string> ExtraColumns) Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile } file)
        {
            throw new DatasetException($"{path}: a table of at most {LargestFile} bytes was expected, found {file.Length}.");
        }

        var text = File.ReadAllText(path, Encoding.UTF8);
        try
        {
            return Read(path, CsvText.Read(text));
        }
        catch (FormatException e)
        {
            throw new DatasetException($"{path}: {e.Message}.", e);
        }
    }

    private static (ImmutableArray<HeadSample> Samples, ImmutableArray<string> ExtraColumns) Read(string path, IEnumerable<(int Line, List<string> Fields)> records)
    {
        var samples = ImmutableArray.CreateBuilder<HeadSample>();
        string[]? heads = null;
        Column[] columns = [];
        foreach (var (line, fields) in records)
        {
            if (heads is null)
            {
                var isHead = fields.Exists(f => PathNames.Contains(f, StringComparer.OrdinalIgnoreCase));
                heads = isHead ? [.. fields.Select(f => f.Trim())] : [];
                columns = isHead ? [.. heads.Select(Kind)] : [];
                Check(path, line, heads, columns);
                if (isHead)
                {
                    continue;
                }
            }

            samples.Add(heads.Length == 0 ? Plain(path, fields) : Headed(path, line, fields, heads, columns));
        }

        return samples.Count > 0
            ? (samples.ToImmutable(), [.. (heads ?? []).Where((_, i) => columns[i] == Column.Extra)])
            : throw new DatasetException($"{path}: a line a photo was expected, found none.");
    }

    private static void Check(string path, int line, string[] heads, Column[] columns)
    {
        if (columns.Count(c => c == Column.Path) > 1)
        {
            throw new DatasetException($"{path}, line {line}: one column of paths was expected, found {string.Join(" and ", heads.Where((_, i) => columns[i] == Column.Path))}.");
        }

        if (columns.Count(c => c == Column.Box) is not (0 or 4))
        {
            throw new DatasetException($"{path}, line {line}: a box has the four columns x0, y0, x1 and y1, found {string.Join(", ", heads.Where((_, i) => columns[i] == Column.Box))}.");
        }
    }

    private static Column Kind(string head) =>
        PathNames.Contains(head, StringComparer.OrdinalIgnoreCase) ? Column.Path
        : LabelNames.Contains(head, StringComparer.OrdinalIgnoreCase) ? Column.Label
        : BoxNames.Contains(head, StringComparer.OrdinalIgnoreCase) ? Column.Box
        : Column.Extra;

    private static HeadSample Plain(string path, List<string> fields) =>
        new(fields[0], Beside(path, fields[0]), [.. fields.Skip(1).SelectMany(Labels).Distinct()]);

    private static HeadSample Headed(string path, int line, List<string> fields, string[] heads, Column[] columns)
    {
        if (fields.Count != heads.Length)
        {
            throw new DatasetException($"{path}, line {line}: {heads.Length} fields were expected as in the head, found {fields.Count}.");
        }

        var name = fields[Array.IndexOf(columns, Column.Path)];
        var box = new double[4];
        var extra = new List<double>();
        for (var i = 0; i < heads.Length; i++)
        {
            if (columns[i] is Column.Path or Column.Label)
            {
                continue;
            }

            var number = double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
                ? parsed
                : throw new DatasetException($"{path}, line {line}: a number was expected in the column {heads[i]}, found '{fields[i]}'.");
            if (columns[i] == Column.Box)
            {
                box[Array.FindIndex(BoxNames, n => n.Equals(heads[i], StringComparison.OrdinalIgnoreCase))] = number;
            }
            else
            {
                extra.Add(number);
            }
        }

        return new(name, Beside(path, name), [.. fields.Where((_, i) => columns[i] == Column.Label).SelectMany(Labels).Distinct()])
        {
            Box = columns.Contains(Column.Box) ? new(box[0], box[1], box[2], box[3]) : null,
            Extra = [.. extra],
        };
    }

    private static string[] Labels(string field) => field.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Beside(string table, string name) => Path.Combine(Path.GetDirectoryName(table) is { Length: > 0 } folder ? folder : ".", name);
}
