using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;
using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>ILGPU's CPU accelerator, with groups of up to 256 work-items in warps of 32, and the buffers of a case: what the cases have of the library's own accelerators elsewhere.</summary>
internal sealed class CaseDevice : IDisposable
{
    private const int AwkwardGroup = 33;

    private readonly Random _random = new(7);
    private readonly List<IDisposable> _owned = [];
    private readonly Accelerator _accelerator;

    internal CaseDevice()
    {
        var context = Keep(Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 2)).EnableAlgorithms()));
        _accelerator = Keep(context.CreateCPUAccelerator(0));
    }

    /// <summary>A clamp with two bounds that random numbers reach.</summary>
    internal static ActivationParameters Clamp { get; } = new() { Code = ActivationCode.Clip, A = -0.6f, B = 0.7f };

    /// <summary>A function that is no clamp.</summary>
    internal static ActivationParameters Silu { get; } = new() { Code = ActivationCode.Silu };

    /// <summary>Groups of an awkward size over a number of work-items, times two more axes.</summary>
    internal static KernelConfig Over(int items, int y = 1, int z = 1) => new(new Index3D(Parts(items, AwkwardGroup), y, z), new Index3D(AwkwardGroup, 1, 1));

    /// <summary>How many parts of a size cover a length.</summary>
    internal static int Parts(int length, int size) => (length + size - 1) / size;

    /// <summary>Numbers from -1 to 1.</summary>
    internal float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * _random.NextSingle()) - 1)];

    /// <summary>A buffer with values.</summary>
    internal ArrayView<T> Upload<T>(params T[] values)
        where T : unmanaged => Keep(_accelerator.Allocate1D(values)).View;

    /// <summary>A buffer for results, all of one value.</summary>
    internal MemoryBuffer1D<T> Result<T>(int length, T value)
        where T : unmanaged
    {
        var values = new T[length];
        Array.Fill(values, value);
        return new(Keep(_accelerator.Allocate1D(values)));
    }

    /// <summary>A buffer for results, all NaN before.</summary>
    internal MemoryBuffer1D<float> Result(int length) => Result(length, float.NaN);

    /// <summary>A buffer whose contents are undefined.</summary>
    internal ArrayView<T> Scratch<T>(int length)
        where T : unmanaged => Keep(_accelerator.Allocate1D<T>(length)).View;

    /// <summary>Runs launches to their end.</summary>
    internal void Launch(Action<AcceleratorStream> launches)
    {
        launches(_accelerator.DefaultStream);
        _accelerator.Synchronize();
    }

    /// <summary>Asserts the values of a result.</summary>
    internal void Expect(double[] expected, MemoryBuffer1D<float> result, double tolerance = 1e-5) =>
        Near.Equal(Array.ConvertAll(expected, v => (float)v), result.GetAsArray1D(), tolerance, $"a result on {_accelerator}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(o => o.Dispose());
    }

    private T Keep<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
