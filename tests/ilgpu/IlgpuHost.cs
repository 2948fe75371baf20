using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;

namespace IlgpuCam.Kernels.IlgpuTests;

/// <summary>ILGPU's CPU accelerator with groups of up to 256 work-items, in warps of 32.</summary>
internal sealed class IlgpuHost : IDisposable
{
    private readonly Context _context;
    private readonly List<IDisposable> _owned = [];

    public IlgpuHost()
    {
        _context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 2)).EnableAlgorithms());
        Accelerator = _context.CreateCPUAccelerator(0);
    }

    public Accelerator Accelerator { get; }

    /// <summary>An array in the accelerator's memory, until the host is disposed.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Put<T>(params T[] values)
        where T : unmanaged
    {
        var buffer = Accelerator.Allocate1D(values);
        _owned.Add(buffer);
        return buffer;
    }

    public void Dispose()
    {
        _owned.ForEach(b => b.Dispose());
        Accelerator.Dispose();
        _context.Dispose();
    }
}
