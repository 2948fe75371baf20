using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>What is found of a map.</summary>
/// <param name="Area">Pixels of the largest component; 0: there is none.</param>
/// <param name="X0">First column.</param>
/// <param name="Y0">First row.</param>
/// <param name="X1">Column behind the last.</param>
/// <param name="Y1">Row behind the last.</param>
/// <param name="PeakX">Column of the maximum.</param>
/// <param name="PeakY">Row of the maximum.</param>
/// <param name="MaximumBits">The maximum, bit for bit.</param>
internal readonly record struct LocatedBox(int Area, int X0, int Y0, int X1, int Y1, int PeakX, int PeakY, int MaximumBits)
{
    /// <summary>From a kernel's numbers.</summary>
    internal static LocatedBox Read(ReadOnlySpan<int> n) => new(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);

    /// <summary>From what the processor finds.</summary>
    internal static LocatedBox Of(Localization found)
    {
        var box = found.Box ?? new PixelBox(0, 0, 0, 0);
        return new(found.ComponentArea, box.X0, box.Y0, box.X1, box.Y1, found.Peak.X, found.Peak.Y, BitConverter.SingleToInt32Bits(found.Maximum));
    }
}
