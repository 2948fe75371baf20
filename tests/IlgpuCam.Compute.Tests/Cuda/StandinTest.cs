using System.Text;
using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>A context and a stream on the stand-in, and hand-written kernels in it.</summary>
public abstract unsafe class StandinTest : IDisposable
{
    private readonly List<IDisposable> _held = [];

    protected StandinTest()
    {
        if (CudaStandin.SkipReason is null)
        {
            Assert.Null(CudaLibrary.Absence);
            Context = CudaContextHandle.Retain(0);
            Stream = new CudaStreamHandle(Context);
        }
    }

    private protected CudaContextHandle Context { get; } = null!;

    private protected CudaStreamHandle Stream { get; } = null!;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (Context is not null)
        {
            _held.ForEach(item => item.Dispose());
            Stream.Dispose();
            Context.Dispose();
        }
    }

    private protected static PtxText Text(string ptx) => PtxText.Read(new MemoryStream(Encoding.ASCII.GetBytes(ptx)));

    private protected CudaKernel Load(string name, params int[] sizes) => Hold(new CudaKernel(Context, name, Text(CudaStandin.Ptx(name)), sizes));

    /// <summary>Device memory with these elements in it.</summary>
    private protected nint Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var memory = Hold(new CudaMemoryHandle(Context, (nuint)(values.Length * sizeof(T))));
        fixed (T* source = values)
        {
            Check(CudaDriver.MemcpyHtoD(memory.DangerousGetHandle(), source, (nuint)(values.Length * sizeof(T))));
        }

        return memory.DangerousGetHandle();
    }

    /// <summary>What is in device memory once the stream is through.</summary>
    private protected T[] Download<T>(nint address, int count)
        where T : unmanaged
    {
        Context.Check(CudaDriver.StreamSynchronize(Stream), "cuStreamSynchronize");
        var values = new T[count];
        fixed (T* target = values)
        {
            Check(CudaDriver.MemcpyDtoH(target, address, (nuint)(count * sizeof(T))));
        }

        return values;
    }

    private protected static void Check(CudaCode code) => Assert.Equal(CudaCode.Success, code);

    private protected T Hold<T>(T item)
        where T : IDisposable
    {
        _held.Add(item);
        return item;
    }

    /// <summary>Launches a kernel whose one parameter is a view.</summary>
    private protected void Launch(CudaKernel kernel, nint address, CudaLaunch shape, long length = 64)
    {
        var (p, n) = (address, length);
        kernel.Launch(Stream, shape, [(nint)(&p), (nint)(&n)]);
    }

    /// <summary>A launch of one dimension.</summary>
    private protected static CudaLaunch Shape(int blocks, int threads, int dynamicShared = 0) => new((uint)blocks, 1, 1, (uint)threads, 1, 1, dynamicShared);
}
