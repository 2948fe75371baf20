namespace IlgpuCam.Import.Caffe.Text;

/// <summary>A message: its fields in the order of the file.</summary>
/// <param name="fields">The fields.</param>
internal sealed class TextMessage(IReadOnlyList<TextField> fields)
{
    internal static TextMessage Empty { get; } = new([]);

    internal IReadOnlyList<TextField> Fields => fields;

    /// <summary>The values of a repeated field.</summary>
    internal IEnumerable<TextField> All(string name) => fields.Where(f => f.Name == name);

    /// <summary>A field that occurs once at most, or null.</summary>
    internal TextField? One(string name)
    {
        TextField? found = null;
        foreach (var field in All(name))
        {
            found = found is null ? field : throw field.Error($"{MessageText.Quote(name)} is given a second time, first on line {found.Line}");
        }

        return found;
    }

    /// <summary>The message that a field holds; an empty one where the field is absent.</summary>
    internal TextMessage Nested(string name) => One(name)?.Nested() ?? Empty;

    /// <summary>The text that a field holds; an empty one where the field is absent.</summary>
    internal string Text(string name) => One(name)?.Text() ?? string.Empty;
}
