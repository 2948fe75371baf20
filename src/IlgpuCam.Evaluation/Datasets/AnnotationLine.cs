namespace IlgpuCam.Evaluation.Datasets;

/// <summary>A line of an annotation file, with its place for messages.</summary>
/// <param name="Path">The file.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">The line without its end, trimmed.</param>
internal readonly record struct AnnotationLine(string Path, int Number, string Text)
{
    /// <summary>An error at this line.</summary>
    /// <param name="what">What was expected and what was found; without the full stop.</param>
    public DatasetException Error(string what) => new($"{Path}, line {Number}: {what}.");

    /// <summary>The fields between separators; between blanks, several blanks count as one.</summary>
    /// <param name="separator">A comma or a blank.</param>
    /// <param name="least">How many there must be at least.</param>
    /// <param name="form">What the line should look like, for the message.</param>
    public string[] Fields(char separator, int least, string form)
    {
        var fields = Text.Split(separator, separator == ',' ? StringSplitOptions.TrimEntries : StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= least ? fields : throw Error($"'{form}' was expected, found {MessageText.Quote(Text)}");
    }

    /// <summary>Splits the line at its first blank: a key and the rest, which may have blanks.</summary>
    /// <param name="form">What the line should look like, for the message.</param>
    public (string Key, string Value) KeyAndRest(string form)
    {
        var blank = Text.AsSpan().IndexOfAny(' ', '\t');
        return blank > 0 ? (Text[..blank], Text[(blank + 1)..].TrimStart()) : throw Error($"'{form}' was expected, found {MessageText.Quote(Text)}");
    }

    /// <summary>A number of pixels.</summary>
    /// <param name="field">The text.</param>
    public double Coordinate(string field) => Coordinates.TryParse(field, out var value)
        ? value
        : throw Error($"a coordinate was expected, found {MessageText.Quote(field)}");
}
