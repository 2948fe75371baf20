using System.Runtime.CompilerServices;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Floats that start at a multiple of 64 bytes, the size of a cache line and of the widest vector, and never move.</summary>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>Floats that a buffer's length is rounded up to, so that whole vectors may be read and written up to its end.</summary>
    internal const int Granularity = 16;

    /// <summary>The longest buffer.</summary>
    internal const long MaximumLength = int.MaxValue - 4096;

    private readonly float[] _data;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">Floats, at most <see cref="MaximumLength"/>.</param>
    /// <param name="clear">Whether they have to be zero.</param>
    internal AlignedBuffer(long length, bool clear)
    {
        var padded = checked((int)(RoundUp(length) + Granularity));
        _data = clear ? GC.AllocateArray<float>(padded, pinned: true) : GC.AllocateUninitializedArray<float>(padded, pinned: true);
        Pointer = Align((float*)Unsafe.AsPointer(ref _data[0]));
        Length = (int)RoundUp(length);
    }

    /// <summary>The first float. Valid as long as this object is reachable.</summary>
    internal float* Pointer { get; }

    internal int Length { get; }

    internal Span<float> Span => new(Pointer, Length);

    /// <summary>The first place from here on where a cache line starts; less than <see cref="Granularity"/> floats further.</summary>
    internal static float* Align(float* memory) => (float*)(((nuint)memory + 63) & ~(nuint)63);

    internal static long RoundUp(long length) => (length + Granularity - 1) / Granularity * Granularity;
}
