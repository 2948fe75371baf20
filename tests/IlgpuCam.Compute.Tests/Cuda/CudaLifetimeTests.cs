using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>Whatever is disposed first, everything goes, and the context goes last.</summary>
[Collection(StandinGroup.Name)]
public unsafe class CudaLifetimeTests
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
            IDisposable[] all =
            [
                context, stream, stream.EndCapture(), new CudaEventHandle(context), new CudaMemoryHandle(context, 100), new CudaPinnedHandle(context, 100),
                new CudaModuleHandle(context, PtxText.Read(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(CudaStandin.Ptx("test_saxpy")))).Image, "test_saxpy"),
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
    public void Ten_thousand_cycles_leave_nothing_behind()
    {
        var before = StandinControls.AliveOfAll();
        for (var round = 0; round < 10_000; round++)
        {
            using var context = CudaContextHandle.Retain(0);
            using var kernels = new CudaKernelCache(context);
            using var stream = new CudaStreamHandle(context);
            using var mark = new CudaEventHandle(context);
            using var memory = new CudaMemoryHandle(context, 256);
            using var pinned = new CudaPinnedHandle(context, 256);
            var kernel = kernels.Get("test_indices", Hash("test_indices"), () => Open("test_indices"), [8, 8]);
            var (p, n) = (memory.DangerousGetHandle(), 64L);
            kernel.Launch(stream, new CudaLaunch(1, 1, 1, 64, 1, 1, 0), [(nint)(&p), (nint)(&n)]);
            stream.CopyToHost((void*)pinned.DangerousGetHandle(), p, 256);
            stream.Record(mark);
            mark.Synchronize();
            Assert.Equal(63, ((int*)pinned.DangerousGetHandle())[63]);
        }

        Assert.Equal(before, StandinControls.AliveOfAll());
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

    [StandinFact]
    public void A_device_lost_among_many_handles_is_let_go_without_harm()
    {
        var before = StandinControls.AliveOfAll();
        for (var round = 0; round < 50; round++)
        {
            using var context = CudaContextHandle.Retain(0);
            using var kernels = new CudaKernelCache(context);
            using var stream = new CudaStreamHandle(context);
            using var memory = new CudaMemoryHandle(context, 256);
            var kernel = kernels.Get("test_indices", Hash("test_indices"), () => Open("test_indices"), [8, 8]);
            var (p, n) = (memory.DangerousGetHandle(), 64L);
            StandinControls.LoseAfter(0);
            kernel.Launch(stream, new CudaLaunch(1, 1, 1, 64, 1, 1, 0), [(nint)(&p), (nint)(&n)]);
            Assert.Throws<DeviceLostException>(stream.Synchronize);
        }

        Assert.Equal(before, StandinControls.AliveOfAll());
    }

    private static FileStream Open(string kernel) => File.OpenRead(Path.Combine(CudaStandin.Folder, "ptx", $"{kernel}.ptx"));

    private static string Hash(string kernel) => CudaStandin.Ptx(kernel).Substring("// source: ".Length, 64);
}
