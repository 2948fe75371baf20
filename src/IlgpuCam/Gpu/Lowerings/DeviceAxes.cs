using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Axes and strides as kernels take them, of which there are four.</summary>
internal static class DeviceAxes
{
    /// <summary>Two operands' strides, or null where there are more than four axes.</summary>
    internal static BroadcastShape? Broadcast(BroadcastAxes axes)
    {
        var all = axes.All;
        return all.Count <= 4 ? Create([.. all.Select(a => (a.Length, (long)a.Steps[0], (long)a.Steps[1]))]) : null;
    }

    /// <summary>Lengths with the strides of both operands, outermost first, at most four.</summary>
    internal static BroadcastShape Create(ReadOnlySpan<(int Length, long Left, long Right)> axes)
    {
        Span<(int Length, long Left, long Right)> four = [(1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0)];
        axes.CopyTo(four[(4 - axes.Length)..]);
        return new()
        {
            Length1 = four[1].Length,
            Length2 = four[2].Length,
            Length3 = four[3].Length,
            Left0 = checked((int)four[0].Left),
            Left1 = checked((int)four[1].Left),
            Left2 = checked((int)four[2].Left),
            Left3 = checked((int)four[3].Left),
            Right0 = checked((int)four[0].Right),
            Right1 = checked((int)four[1].Right),
            Right2 = checked((int)four[2].Right),
            Right3 = checked((int)four[3].Right),
        };
    }
}
