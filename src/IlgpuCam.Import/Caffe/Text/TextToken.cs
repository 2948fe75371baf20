namespace IlgpuCam.Import.Caffe.Text;

/// <summary>A token and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its characters; of a text what they stand for.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct TextToken(TextTokenKind Kind, string Value, int Line)
{
    internal bool Is(char symbol) => Kind == TextTokenKind.Symbol && Value[0] == symbol;

    /// <summary>How errors show it.</summary>
    public override string ToString() => Kind == TextTokenKind.End ? "the end of the file" : MessageText.Quote(Value);
}
