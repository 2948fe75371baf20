using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>Whatever is disposed first, everything goes, and the context goes last.</summary>
[Collection(StandinGroup.Name)]
public class CudaLifetimeTests
{
    [StandinFact]
    public void Handles_are_disposed_in_any_order()
    {
        var before = StandinControls.AliveOfAll();
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var context = CudaContextHandle.Retain(0);
            var stream = new CudaStreamHandle(context);
            stream.BeginCapture();
            using var ptx = StandinKernels.Saxpy.Ptx()!;
            var module = new CudaModuleHandle(context, PtxText.Read(ptx).Image, "test_saxpy");
            IDisposable[] all =
            [
                context, stream, stream.EndCapture(), module, new CudaEventHandle(context), new CudaMemoryHandle(context, 100), new CudaPinnedHandle(context, 100),
            ];
            random.Shuffle(all);
            foreach (var item in all)
            {
                item.Dispose();
                item.Dispose();
            }

            Assert.Equal(before, StandinControls.AliveOfAll());
        }
    }

    [StandinFact]
    public void What_nobody_disposes_is_finalized()
    {
        var before = StandinControls.AliveOfAll();
        Forget();
        for (var attempt = 0; attempt < 10 && !before.SequenceEqual(StandinControls.AliveOfAll()); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, StandinControls.AliveOfAll());

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            var context = CudaContextHandle.Retain(0);
            _ = new CudaStreamHandle(context);
            _ = new CudaMemoryHandle(context, 64);
        }
    }

    [StandinFact]
    public void A_failed_creation_holds_nothing()
    {
        var before = StandinControls.AliveOfAll();
        using (var context = CudaContextHandle.Retain(0))
        {
            Assert.Throws<CudaException>(() => new CudaMemoryHandle(context, 0));
            Assert.Throws<CudaException>(() => new CudaModuleHandle(context, [1, 2, 0], "nothing"));
        }

        Assert.Equal(before, StandinControls.AliveOfAll());
    }

    [StandinFact]
    public void What_was_disposed_says_so()
    {
        var context = CudaContextHandle.Retain(0);
        var stream = new CudaStreamHandle(context);
        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(stream.Synchronize);
        var mark = new CudaEventHandle(context);
        context.Dispose();
        Assert.True(mark.IsReached); // it still holds on to the context
        mark.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mark.IsReached);
        Assert.Throws<ObjectDisposedException>(() => new CudaMemoryHandle(context, 16));
    }
}
