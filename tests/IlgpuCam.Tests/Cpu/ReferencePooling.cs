using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Windows by their definition.</summary>
internal static class ReferencePooling
{
    /// <summary>The elements of a window that lie inside the map: row, column, and their number in the window.</summary>
    internal static IEnumerable<(int Y, int X, int Tap)> Taps(WindowGeometry window, int row, int column)
    {
        for (var tap = 0; tap < window.Kernel.Height * window.Kernel.Width; tap++)
        {
            var y = (row * window.Strides.Height) - window.Pads.Top + (tap / window.Kernel.Width * window.Dilations.Height);
            var x = (column * window.Strides.Width) - window.Pads.Left + (tap % window.Kernel.Width * window.Dilations.Width);
            if (y >= 0 && x >= 0 && y < window.Height && x < window.Width)
            {
                yield return (y, x, tap);
            }
        }
    }

    /// <summary>Max pooling, or average pooling where it is said whether padding counts.</summary>
    internal static double[] Pool(WindowGeometry window, Shape shape, double[] x, bool? countPadding)
    {
        // The padded map as a map of its own, to count what lies in it.
        var padded = window with
        {
            Height = window.Height + window.Pads.Top + window.Pads.Bottom,
            Width = window.Width + window.Pads.Left + window.Pads.Right,
            Pads = default,
        };
        var result = new List<double>();
        for (var plane = 0; plane < shape[0] * shape[1]; plane++)
        {
            for (var y = 0; y < window.OutputHeight; y++)
            {
                for (var column = 0; column < window.OutputWidth; column++)
                {
                    var taps = Taps(window, y, column).Select(t => x[(((plane * window.Height) + t.Y) * window.Width) + t.X]).ToArray();
                    var divisor = countPadding == true ? Taps(padded, y, column).Count() : taps.Length;
                    result.Add(countPadding is null ? taps.Max() : taps.Sum() / Math.Max(1, divisor));
                }
            }
        }

        return [.. result];
    }

    internal static double[] Global(Shape shape, double[] x, PoolingKind pooling)
    {
        var map = shape[2] * shape[3];
        return [.. Enumerable.Range(0, shape[0] * shape[1]).Select(p => pooling == PoolingKind.Max
            ? x.Skip(p * map).Take(map).Max()
            : x.Skip(p * map).Take(map).Average())];
    }
}
