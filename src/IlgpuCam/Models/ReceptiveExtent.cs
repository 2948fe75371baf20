namespace IlgpuCam.Models;

/// <summary>One axis of a receptive field, in pixels of the input. The centre of the first pixel is at 0; what lies in padding counts, so an extent may begin below 0 and be larger than the image.</summary>
/// <param name="Size">Pixels from the first to the last, both included.</param>
/// <param name="Stride">Pixels from the extent of one element to that of the next; 0 for the only element of an axis, below 1 where the map is finer than the image.</param>
/// <param name="Offset">The centre of the first element's extent.</param>
public readonly record struct ReceptiveExtent(double Size, double Stride, double Offset)
{
    /// <summary>The first pixel of an element's extent.</summary>
    /// <param name="index">The element's place along the axis, from 0.</param>
    public double First(int index) => Offset + (index * Stride) - ((Size - 1) / 2);

    /// <summary>The last pixel of an element's extent.</summary>
    /// <param name="index">The element's place along the axis, from 0.</param>
    public double Last(int index) => Offset + (index * Stride) + ((Size - 1) / 2);
}
