using IlgpuCam.Compute.Emulation;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Kernels.Tests;

/// <summary>The accelerators that the tests run on: the emulator in both modes, OpenCL where there is a device, and the stand-in for the CUDA driver where clang-19 is installed.</summary>
internal static class Accelerators
{
    private const int GroupSize = 64;

    private static readonly Dictionary<string, Lazy<Accelerator>> All = Find();

    public delegate void Unary<TA, TR>(AcceleratorStream stream, KernelConfig config, ArrayView<TA> a, ArrayView<TR> result)
        where TA : unmanaged
        where TR : unmanaged;

    public delegate void Binary<TA, TB, TR>(AcceleratorStream stream, KernelConfig config, ArrayView<TA> a, ArrayView<TB> b, ArrayView<TR> result)
        where TA : unmanaged
        where TB : unmanaged
        where TR : unmanaged;

    public static IEnumerable<string> Names => All.Keys;

    public static Accelerator Get(string name) => All[name].Value;

    /// <summary>Runs a kernel over one array and gives back another.</summary>
    public static TR[] Run<TA, TR>(string name, Unary<TA, TR> kernel, TA[] a, int length, KernelConfig? config = null)
        where TA : unmanaged
        where TR : unmanaged
    {
        var accelerator = Get(name);
        using var input = accelerator.Allocate1D<TA>(a);
        using var result = accelerator.Allocate1D<TR>(length);
        result.MemSetToZero();
        using var stream = accelerator.CreateStream();
        kernel(stream, config ?? Groups(length), input.View, result.View);
        stream.Synchronize();
        return result.GetAsArray1D();
    }

    /// <summary>Runs a kernel that makes an element of each pair of elements, and expects what C# makes of them.</summary>
    public static void Check<TA, TB, TR>(string name, Binary<TA, TB, TR> kernel, TA[] a, TB[] b, Func<TA, TB, TR> expected, Func<TR, TR, bool>? same = null)
        where TA : unmanaged
        where TB : unmanaged
        where TR : unmanaged
    {
        var accelerator = Get(name);
        using var first = accelerator.Allocate1D<TA>(a);
        using var second = accelerator.Allocate1D<TB>(b);
        using var result = accelerator.Allocate1D<TR>(a.Length);
        using var stream = accelerator.CreateStream();
        kernel(stream, Groups(a.Length), first.View, second.View, result.View);
        stream.Synchronize();
        var actual = result.GetAsArray1D();
        for (var i = 0; i < a.Length; i++)
        {
            var value = expected(a[i], b[i]);
            Assert.True(same?.Invoke(value, actual[i]) ?? value.Equals(actual[i]), $"element {i}, of {a[i]} and {b[i]}: {actual[i]}, expected {value}");
        }
    }

    /// <summary>Enough groups for so many work-items.</summary>
    public static KernelConfig Groups(int length) => new((length + GroupSize - 1) / GroupSize, GroupSize);

    private static Dictionary<string, Lazy<Accelerator>> Find()
    {
        var found = new Dictionary<string, Lazy<Accelerator>>
        {
            ["emulator"] = new(() => new EmulatorAccelerator()),
            ["debugging emulator"] = new(() => new EmulatorAccelerator(isDebugging: true)),
        };
        if (CudaStandin.Absence is null)
        {
            CudaStandin.Install();
            CudaStandin.Build(KernelCatalog.CudaSources(), "language");
        }

        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind != DeviceKind.Emulator))
        {
            found.Add(device.Id, new(() => Accelerator.Create(device)));
        }

        return found;
    }
}
