using System.Collections.Immutable;
using System.Xml;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Reads annotations in Pascal VOC's XML, which ILSVRC uses as well; corners are taken as they stand. No DTD is read and no entity resolved.</summary>
internal sealed class VocXml
{
    private const int MostCharacters = 16 << 20;
    private const int MostObjects = 100_000;
    private const int MostProblems = 100;
    private static readonly string[] Corners = ["xmin", "ymin", "xmax", "ymax"];

    private readonly string _path;
    private readonly ImmutableArray<ObjectAnnotation>.Builder _objects = ImmutableArray.CreateBuilder<ObjectAnnotation>();
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly double[] _corners = new double[4];
    private string? _fileName;
    private string? _name;
    private double _width;
    private double _height;
    private bool _isDifficult;
    private int _line;

    private VocXml(string path)
    {
        _path = path;
    }

    /// <summary>Reads a file; what is wrong with it is in the result.</summary>
    /// <param name="path">The file.</param>
    public static VocAnnotation Read(string path)
    {
        var reading = new VocXml(path);
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(
                stream,
                new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true });
            reading.Read(reader);
        }
        catch (XmlException e)
        {
            reading.Problem(e.LineNumber, $"the XML is not valid: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reading._problems.Add($"{path}: {e.Message}");
        }

        if (reading is { _problems.Count: 0, _objects.Count: 0 })
        {
            reading._problems.Add($"{path}: the annotation has no object.");
        }

        return new(reading._fileName, Coordinates.Size(reading._width, reading._height), reading._objects.ToImmutable(), reading._problems.ToImmutable());
    }

    private void Read(XmlReader reader)
    {
        // The names of the open elements; deeper ones are nothing of ours.
        var open = new string[4];
        var lines = (IXmlLineInfo)reader;
        while (reader.Read())
        {
            var depth = reader.Depth;
            if (reader.NodeType == XmlNodeType.Element && depth < open.Length)
            {
                open[depth] = reader.LocalName;
                if (depth == 0 && reader.LocalName != "annotation")
                {
                    throw new XmlException($"the element annotation was expected, found {MessageText.Quote(reader.LocalName)}", null, lines.LineNumber, lines.LinePosition);
                }

                if (depth == 1 && reader.LocalName == "object")
                {
                    BeginObject(lines.LineNumber);
                    if (reader.IsEmptyElement)
                    {
                        EndObject();
                    }
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement && depth == 1 && reader.LocalName == "object")
            {
                EndObject();
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && depth is >= 2 and <= 4)
            {
                Take(open.AsSpan(1, depth - 1), reader.Value.Trim(), lines.LineNumber);
            }
        }
    }

    private void Take(ReadOnlySpan<string> element, string text, int line)
    {
        switch (element)
        {
            case ["filename"]:
                _fileName = text;
                break;
            case ["size", "width"]:
                _width = Number(text, line) ?? 0;
                break;
            case ["size", "height"]:
                _height = Number(text, line) ?? 0;
                break;
            case ["object", "name"]:
                _name = text;
                break;
            case ["object", "difficult"]:
                _isDifficult = text is "1" or "true";
                break;
            case ["object", "bndbox", var corner] when Array.IndexOf(Corners, corner) is >= 0 and var index:
                _corners[index] = Number(text, line) ?? double.NaN;
                break;
            default:
                break;
        }
    }

    private double? Number(string text, int line)
    {
        if (Coordinates.TryParse(text, out var value))
        {
            return value;
        }

        Problem(line, $"a number of pixels was expected, found {MessageText.Quote(text)}");
        return null;
    }

    private void BeginObject(int line)
    {
        (_line, _name, _isDifficult) = (line, null, false);
        Array.Fill(_corners, double.NaN);
    }

    private void EndObject()
    {
        var box = new TrueBox(_corners[0], _corners[1], _corners[2], _corners[3]);
        if (string.IsNullOrEmpty(_name))
        {
            Problem(_line, "an object has no name");
        }
        else if (Array.FindIndex(_corners, double.IsNaN) is >= 0 and var missing)
        {
            Problem(_line, $"an object's box lacks {Corners[missing]}");
        }
        else if (box.Area <= 0)
        {
            Problem(_line, $"an object's box {box} is empty");
        }
        else if (_objects.Count == MostObjects)
        {
            throw new XmlException($"at most {MostObjects} objects were expected, found more", null, _line, 1);
        }
        else
        {
            _objects.Add(new(_name, box, _isDifficult));
        }
    }

    private void Problem(int line, string what)
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add($"{_path}, line {line}: {what}.");
        }
    }
}
