using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>An accelerator, the buffers of a case, and the names of the kernels that it launched.</summary>
internal sealed class CaseDevice(Accelerator accelerator) : IDisposable
{
    private const int AwkwardGroup = 33;

    private readonly Random _random = new(7);
    private readonly List<IDisposable> _buffers = [];

    /// <summary>What was launched.</summary>
    internal HashSet<string> Launched { get; } = [];

    /// <summary>A clamp with two bounds that random numbers reach.</summary>
    internal static ActivationParameters Clamp { get; } = new() { Code = ActivationCode.Clip, A = -0.6f, B = 0.7f };

    /// <summary>A function that is no clamp.</summary>
    internal static ActivationParameters Silu { get; } = new() { Code = ActivationCode.Silu };

    /// <summary>Groups of an awkward size over a number of work-items, times two more axes.</summary>
    internal static KernelConfig Over(int items, int y = 1, int z = 1) =>
        new(new Index3D((items + AwkwardGroup - 1) / AwkwardGroup, y, z), new Index3D(AwkwardGroup, 1, 1));

    /// <summary>How many parts of a size cover a length.</summary>
    internal static int Parts(int length, int size) => (length + size - 1) / size;

    /// <summary>Numbers from -1 to 1.</summary>
    internal float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * _random.NextSingle()) - 1)];

    /// <summary>A buffer with values; it has their number of elements and no more.</summary>
    internal ArrayView<T> Upload<T>(params T[] values)
        where T : unmanaged => Keep(accelerator.Allocate1D<T>((ReadOnlySpan<T>)values)).View;

    /// <summary>A buffer for results, all of one value: one that no kernel computes, unless another is named.</summary>
    internal MemoryBuffer1D<T> Result<T>(int length, T value)
        where T : unmanaged
    {
        var values = new T[length];
        Array.Fill(values, value);
        return Keep(accelerator.Allocate1D<T>((ReadOnlySpan<T>)values));
    }

    /// <summary>A buffer for results, all NaN before.</summary>
    internal MemoryBuffer1D<float> Result(int length) => Result(length, float.NaN);

    /// <summary>A buffer whose contents are undefined.</summary>
    internal ArrayView<T> Scratch<T>(int length)
        where T : unmanaged => Keep(accelerator.Allocate1D<T>(length)).View;

    /// <summary>Records launches, notes their kernels and runs them.</summary>
    internal void Launch(Action<AcceleratorStream> launches)
    {
        var stream = accelerator.DefaultStream;
        using var graph = stream.Record(() => launches(stream));
        Launched.UnionWith(graph.Kernels);
        graph.Launch(stream);
        stream.Synchronize();
    }

    /// <summary>Asserts the values of a result.</summary>
    internal void Expect(double[] expected, MemoryBuffer1D<float> result, double tolerance = 1e-5) =>
        Near.Equal(Array.ConvertAll(expected, v => (float)v), result.GetAsArray1D(), tolerance, $"a result on {accelerator.Device.Id}");

    /// <inheritdoc/>
    public void Dispose() => _buffers.ForEach(b => b.Dispose());

    private MemoryBuffer1D<T> Keep<T>(MemoryBuffer1D<T> buffer)
        where T : unmanaged
    {
        _buffers.Add(buffer);
        return buffer;
    }
}
