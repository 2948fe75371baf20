using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>What goes wrong on the device is found by the stand-in, and spoils the context as on a GPU.</summary>
[Collection(StandinGroup.Name)]
public class StandinFaultTests : StandinTest
{
    [StandinFact]
    public void A_barrier_that_half_of_the_block_misses_is_a_fault()
    {
        var address = Upload<int>(new int[64]);
        Launch(Load("test_divergent", 8, 8), address, Shape(1, 32));
        AssertLost("CUDA_ERROR_LAUNCH_FAILED", "test_divergent: a barrier that not all threads of the block reach");
    }

    [StandinFact]
    public void A_shuffle_that_half_of_the_warp_misses_is_a_fault()
    {
        var address = Upload<int>(new int[64]);
        Launch(Load("test_lonely_shuffle", 8, 8), address, Shape(1, 32));
        AssertLost("CUDA_ERROR_LAUNCH_FAILED", "test_lonely_shuffle: a shuffle that not all lanes of the warp reach");
    }

    [StandinFact]
    public void A_write_behind_a_buffer_is_a_fault()
    {
        var address = Upload<int>(new int[64]);
        Launch(Load("test_overrun", 8, 8), address, Shape(1, 1));
        AssertLost("CUDA_ERROR_ILLEGAL_ADDRESS", "test_overrun: a write behind an allocation of 256 bytes");
    }

    [StandinFact]
    public void A_read_far_away_is_a_fault_and_not_the_end_of_the_process()
    {
        var address = Upload<int>(new int[64]);
        Launch(Load("test_wild", 8, 8), address, Shape(2, 64));
        AssertLost("CUDA_ERROR_ILLEGAL_ADDRESS", "test_wild: an access outside of all memory");
        Assert.Throws<NullReferenceException>(() => Read(null!).ToString()); // the runtime still has its own faults

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static int Read(int[] nothing) => nothing[0];
    }

    [StandinFact]
    public void A_write_behind_the_dynamic_shared_memory_is_a_fault()
    {
        var address = Upload<int>(new int[64]);
        Launch(Load("test_reverse", 8, 8), address, Shape(1, 64, 63 * sizeof(int)));
        AssertLost("CUDA_ERROR_LAUNCH_FAILED", "test_reverse: a write behind the dynamic shared memory");
    }

    [StandinFact]
    public void Shared_and_fresh_memory_hold_nothing_that_a_kernel_could_rely_on()
    {
        var fresh = Hold(new CudaMemoryHandle(Context, 8));
        Assert.Equal([unchecked((int)0xCDCDCDCD), unchecked((int)0xCDCDCDCD)], Download<int>(fresh.DangerousGetHandle(), 2));
        var address = Upload<int>(new int[2]);
        var kernel = Load("test_unset_shared", 8, 8);
        Launch(kernel, address, Shape(2, 1));
        Assert.Equal([unchecked((int)0xCDCDCDCD), unchecked((int)0xCDCDCDCD)], Download<int>(address, 2));
    }

    [StandinTheory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_lost_device_fails_the_same_way_until_a_context_is_made_anew(int launches)
    {
        var address = Upload<int>(new int[64]);
        var kernel = Load("test_indices", 8, 8);
        StandinControls.LoseAfter(launches);
        for (var i = 0; i < launches; i++)
        {
            Launch(kernel, address, Shape(1, 64));
            Download<int>(address, 64);
        }

        Launch(kernel, address, Shape(1, 64));
        AssertLost("CUDA_ERROR_LAUNCH_FAILED", "the device is lost, as asked for");
        Assert.Throws<DeviceLostException>(() => Launch(kernel, address, Shape(1, 64)));
        Assert.Throws<DeviceLostException>(() => new CudaMemoryHandle(Context, 16));

        using var anew = CudaContextHandle.Retain(0);
        using var memory = new CudaMemoryHandle(anew, 16);
        Assert.False(anew.IsLost);
        Assert.True(Context.IsLost);
        Assert.Equal(1, StandinControls.Alive(StandinObject.Memory));
    }

    [StandinFact]
    public void Two_users_of_one_device_lose_it_together()
    {
        using var other = CudaContextHandle.Retain(0);
        using var memory = new CudaMemoryHandle(other, 16);
        var address = Upload<int>(new int[64]);
        StandinControls.LoseAfter(0);
        Launch(Load("test_indices", 8, 8), address, Shape(1, 64));
        Assert.Throws<DeviceLostException>(() => Context.Check(CudaDriver.StreamSynchronize(Stream), "cuStreamSynchronize"));
        Assert.True(other.IsLost);
        Assert.Throws<DeviceLostException>(other.Bind);
    }

    [StandinFact]
    public void More_memory_than_there_is_is_an_error_and_no_loss()
    {
        var failure = Assert.Throws<CudaException>(() => new CudaMemoryHandle(Context, (nuint)5 << 30));
        Assert.Equal("cuMemAlloc returned CUDA_ERROR_OUT_OF_MEMORY (out of memory)", failure.Message);
        Assert.False(Context.IsLost);
        new CudaMemoryHandle(Context, 16).Dispose();
    }

    private void AssertLost(string code, string report)
    {
        var failure = Assert.Throws<DeviceLostException>(() => Context.Check(CudaDriver.StreamSynchronize(Stream), "cuStreamSynchronize"));
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.Equal(report, StandinControls.LastReport);
        Assert.Throws<DeviceLostException>(Context.Bind);
    }
}
