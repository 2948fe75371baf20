using System.Text;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Reads text files of annotations line by line, with limits that keep a wrong file from filling the memory.</summary>
internal static class AnnotationLines
{
    private const int LongestLine = 1 << 16;

    /// <summary>The lines that are not empty.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DatasetException">The file is absent, or is no text.</exception>
    public static IEnumerable<AnnotationLine> Read(string path)
    {
        using var reader = Open(path);
        var line = new StringBuilder();
        var number = 1;
        var part = new char[1 << 12];
        for (int count; (count = reader.Read(part, 0, part.Length)) > 0;)
        {
            for (var start = 0; start < count;)
            {
                var end = Array.IndexOf(part, '\n', start, count - start);
                line.Append(part, start, (end < 0 ? count : end) - start);
                if (line.Length > LongestLine)
                {
                    throw new DatasetException($"{path}, line {number}: a line of at most {LongestLine} characters was expected, found more.");
                }

                start = end < 0 ? count : end + 1;
                if (end >= 0)
                {
                    if (Finish(path, number, line) is { } finished)
                    {
                        yield return finished;
                    }

                    number++;
                }
            }
        }

        if (Finish(path, number, line) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>A file's lines by their first field.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">Gives the key of a line and what belongs to it.</param>
    /// <exception cref="DatasetException">A key stands twice, or a line is malformed.</exception>
    public static Dictionary<string, T> ReadKeyed<T>(string path, Func<AnnotationLine, (string Key, T Value)> split)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var line in Read(path))
        {
            var (key, value) = split(line);
            if (!values.TryAdd(key, value))
            {
                throw line.Error($"{MessageText.Quote(key)} stands in the file twice");
            }
        }

        return values;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException($"{path}: no such file, and the data set needs it.", e);
        }
    }

    private static AnnotationLine? Finish(string path, int number, StringBuilder line)
    {
        var text = line.ToString().Trim();
        line.Clear();
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new DatasetException($"{path}, line {number}: text was expected, found binary data.");
        }

        return text.Length == 0 ? null : new(path, number, text);
    }
}
