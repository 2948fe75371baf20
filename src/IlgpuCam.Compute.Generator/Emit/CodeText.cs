using System.Text;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Lines of generated code, indented by blocks.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line)
    {
        // Preprocessor lines begin at the margin; one line break on every system, so that hashes of the text agree.
        if (line.Length > 0 && line[0] != '#')
        {
            _text.Append(' ', 4 * _depth);
        }

        _text.Append(line).Append('\n');
    }

    /// <summary>Lines that come with their own indentation.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.Replace("\r", string.Empty).Split('\n'))
        {
            Line(line);
        }
    }

    public void Open(string line = "")
    {
        if (line.Length > 0)
        {
            Line(line);
        }

        Line("{");
        _depth++;
    }

    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
