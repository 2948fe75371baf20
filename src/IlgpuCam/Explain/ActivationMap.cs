namespace IlgpuCam.Explain;

/// <summary>How much each place of a feature map speaks for one class: rows from top to bottom, at the resolution of the features.</summary>
public sealed class ActivationMap
{
    /// <summary>Wraps values that are already in row-major order; they are not copied.</summary>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="values">Exactly <c>height * width</c> values.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the values.</exception>
    public ActivationMap(int height, int width, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        MapSizes.Check(height, width, values.Length, nameof(values));
        Height = height;
        Width = width;
        Values = values;
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>The values in row-major order.</summary>
    public float[] Values { get; }

    /// <summary>The value at a place.</summary>
    /// <param name="y">The row.</param>
    /// <param name="x">The column.</param>
    public float this[int y, int x] => Values[(y * Width) + x];
}
