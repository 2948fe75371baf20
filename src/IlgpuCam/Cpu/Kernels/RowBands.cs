using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The turns of a step that goes over maps: bands of rows of one plane each, all planes of the first band first. A thread so works on the same part of the picture in layer after layer, and reads little of what
/// another core has just written; that costs most between distant cores.
/// </summary>
internal readonly struct RowBands
{
    // So many divide evenly among two and four threads.
    private const int Most = 4;

    // Maps of fewer rows are small, and shared out by channels everywhere.
    private const int LeastRows = 12;

    private readonly int _planes;
    private readonly int _rows;

    /// <summary>Divides maps.</summary>
    /// <param name="output">The maps that are written, blocked.</param>
    internal RowBands(Form output)
        : this(output.Batch, output.Planes, output.Height)
    {
    }

    /// <summary>Divides maps.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="planes">Planes an image.</param>
    /// <param name="rows">Rows.</param>
    internal RowBands(int batch, int planes, int rows)
    {
        (_planes, _rows) = (planes, rows);
        Count = rows >= LeastRows ? Most : 1;
        Tasks = batch * planes * Count;
    }

    /// <summary>Bands a plane.</summary>
    internal int Count { get; }

    /// <summary>The number of turns.</summary>
    internal int Tasks { get; }

    /// <summary>What a turn is.</summary>
    /// <returns>The plane, counted over all images, its first row and the one behind the last.</returns>
    internal (int Plane, int First, int End) At(int task)
    {
        var image = task / (_planes * Count);
        var (band, plane) = (task / _planes % Count, task % _planes);
        return ((image * _planes) + plane, Row(band), Row(band + 1));
    }

    private int Row(int band) => (int)((long)band * _rows / Count);
}
