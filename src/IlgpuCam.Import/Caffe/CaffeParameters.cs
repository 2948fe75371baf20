using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Caffe;

/// <summary>The parameters of one layer, such as its <c>convolution_param</c>. What nobody asked for can be told.</summary>
/// <param name="message">The parameters.</param>
internal sealed class CaffeParameters(TextMessage message)
{
    private const int Largest = 1 << 30;

    // They matter in training, or choose between implementations.
    private readonly HashSet<string> _known = ["weight_filler", "bias_filler", "filler", "engine", "force_nd_im2col"];

    /// <summary>The fields that were not asked for.</summary>
    internal IEnumerable<TextField> Unknown => message.Fields.Where(f => !_known.Contains(f.Name));

    internal TextField? One(string name)
    {
        _known.Add(name);
        return message.One(name);
    }

    internal bool Flag(string name, bool fallback) => One(name)?.Flag() ?? fallback;

    internal float Single(string name, float fallback) => One(name)?.Single() ?? fallback;

    internal string Choice(string name, string fallback) => One(name)?.Choice() ?? fallback;

    internal int Int(string name, int fallback, int least, int most = Largest) => (int)(One(name)?.Integer(least, most) ?? fallback);

    /// <summary>The integers of a repeated field.</summary>
    internal List<int> Ints(string name, int least, int most = Largest)
    {
        _known.Add(name);
        return [.. message.All(name).Select(f => (int)f.Integer(least, most))];
    }

    /// <summary>The numbers of a repeated field.</summary>
    internal List<float> Singles(string name)
    {
        _known.Add(name);
        return [.. message.All(name).Select(f => f.Single())];
    }

    /// <summary>A size in rows and columns: one field for both, which convolutions may give twice, or a field each.</summary>
    /// <param name="both">The field for both.</param>
    /// <param name="height">The field for rows.</param>
    /// <param name="width">The field for columns.</param>
    /// <param name="least">The least length.</param>
    /// <param name="layer">Makes errors.</param>
    /// <returns>The size; null where none of the fields is there.</returns>
    internal Size2? Size(string both, string height, string width, int least, CaffeLayerContext layer)
    {
        var lengths = Ints(both, least);
        var (rows, columns) = (Ints(height, least), Ints(width, least));
        return (lengths, rows, columns) switch
        {
            ([], [], []) => null,
            ([var length], [], []) => new(length, length),
            ([var y, var x], [], []) => new(y, x),
            ([], [var y], [var x]) => new(y, x),
            ([], [var y], []) when least == 0 => new(y, 0),
            ([], [], [var x]) when least == 0 => new(0, x),
            _ => throw layer.Error(
                $"{both} once, once an axis, or {height} and {width} were expected, found {lengths.Count}, {rows.Count} and {columns.Count} of them"),
        };
    }
}
