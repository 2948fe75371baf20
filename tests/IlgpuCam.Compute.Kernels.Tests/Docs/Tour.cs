namespace IlgpuCam.Compute.Kernels.Tests.Docs;

// docs/compute.md shows what is between the two marks.
// <tour>
public static partial class Tour
{
    [Kernel]
    public static void MultiplyAdd(ArrayView<float> x, ArrayView<float> y, float factor)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < y.IntLength)
        {
            y[i] += factor * x[i];
        }
    }

    public static void Run(Accelerator accelerator, TextWriter output)
    {
        const int Length = 1000;
        KernelConfig config = ((Length + 63) / 64, 64); // groups, and work-items of a group

        // Buffers of the device's memory. Copies from and to arrays and spans block.
        using var x = accelerator.Allocate1D<float>(Length);
        using var y = accelerator.Allocate1D<float>(Length);
        x.CopyFromCPU(Enumerable.Repeat(1f, Length).ToArray());
        y.MemSetToZero();

        // A stream runs what is put into it in order, beside other streams.
        using var compute = accelerator.CreateStream();
        MultiplyAdd(compute, config, x.View, y.View, 2);
        compute.Synchronize();
        output.WriteLine($"a launch: {y.GetAsArray1D()[^1]}"); // 2

        // Pinned memory is copied while the processor goes on: fill it, put the copy in, wait before touching it again.
        using var transfer = accelerator.CreateStream();
        using var pinned = accelerator.AllocatePinned<float>(Length);
        pinned.Span.Fill(10);
        x.View.CopyFromPinned(transfer, pinned);

        // A mark orders streams without the processor's waiting for either.
        using var copied = transfer.RecordEvent();
        using var started = compute.RecordEvent();
        compute.Wait(copied);
        MultiplyAdd(compute, config, x.View, y.View, 1);
        y.View.CopyToPinned(compute, pinned);
        using var finished = compute.RecordEvent();
        finished.Synchronize();
        output.WriteLine($"two streams: {pinned.Span[0]}"); // 12
        output.WriteLine($"in order: {finished.IsCompleted && finished.MillisecondsSince(started) >= 0}"); // True

        // A graph is recorded once and launched as often as wanted; scalars can be changed between.
        using var graph = compute.Record(() =>
        {
            x.View.CopyFromPinned(compute, pinned);
            MultiplyAdd(compute, config, x.View, y.View, 1);
            y.View.CopyToPinned(compute, pinned);
        });
        graph.Launch(compute);
        compute.Synchronize();
        output.WriteLine($"a graph: {pinned.Span[0]}"); // 12 + 12
        graph.SetValue(1, "factor", 0.5f);
        graph.Launch(compute);
        compute.Synchronize();
        output.WriteLine($"with another value: {pinned.Span[0]}"); // 24 + 12

        // What a driver refuses is an exception that names the call and its code; before that, sizes are checked here.
        try
        {
            accelerator.Allocate1D<byte>(long.MaxValue / 2).Dispose();
        }
        catch (AcceleratorException e)
        {
            output.WriteLine($"refused: {e.Call ?? "before any call"}");
        }

        // The memory of disposed buffers is kept for the next ones.
        x.Dispose();
        using var again = accelerator.Allocate1D<float>(Length);
        output.WriteLine($"reused: {accelerator.MemoryStatistics.Reuses > 0}"); // True
        accelerator.TrimMemory();
    }
}
// </tour>
