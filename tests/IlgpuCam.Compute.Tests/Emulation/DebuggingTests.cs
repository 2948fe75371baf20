using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests.Emulation;

public sealed class DebuggingTests
{
    [Fact]
    public void An_index_out_of_range_is_reported_with_kernel_file_line_and_work_item()
    {
        using var accelerator = new EmulatorAccelerator(isDebugging: true);
        using var x = accelerator.Allocate1D<float>(5);
        using var y = accelerator.Allocate1D<float>(8);
        var fault = Assert.Throws<KernelIndexException>(() => Saxpy.Run(accelerator.DefaultStream, (2, 4), x.View, y.View, 1));
        Assert.Equal(("Saxpy_Run", "Saxpy.cs", 9), (fault.Kernel, fault.SourceFile, fault.Line));
        Assert.Equal("Kernel Saxpy_Run (Saxpy.cs, line 9), work-item (1, 0, 0) of group (1, 0, 0): index 5 is outside a view of 5 elements.", fault.Message);
    }

    [Fact]
    public void The_fast_mode_reports_an_index_out_of_range_with_the_kernel_and_its_file()
    {
        using var accelerator = new EmulatorAccelerator();
        using var x = accelerator.Allocate1D<float>(5);
        using var y = accelerator.Allocate1D<float>(8);
        var fault = Assert.Throws<KernelIndexException>(() => Saxpy.Run(accelerator.DefaultStream, (1, 8), x.View, y.View, 1));
        Assert.Equal("Kernel Saxpy_Run (Saxpy.cs), group (0, 0, 0): index 5 is outside a view of 5 elements.", fault.Message);
    }

    [Fact]
    public void A_barrier_that_some_work_items_do_not_reach_is_reported()
    {
        var fault = Fails<KernelDivergenceException>(static (item, _) =>
        {
            item.Line = 4;
            if (item.IdxX < 3)
            {
                item.Line = 5;
                item.Barrier(0);
            }
        });
        Assert.Equal("Kernel Faulty (Faulty.cs, line 5), work-item (0, 0, 0) of group (0, 0, 0): it waits at a barrier while work-item 3 has ended.", fault.Message);
    }

    [Fact]
    public void Barriers_at_two_places_at_once_are_reported()
    {
        var fault = Fails<KernelDivergenceException>(static (item, _) =>
        {
            item.Line = 10 + (item.IdxX % 2);
            item.Barrier(item.IdxX % 2);
        });
        Assert.Contains("line 10", fault.Message, StringComparison.Ordinal);
        Assert.Contains("work-item 1 waits at another on line 11", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_race_in_shared_memory_is_reported()
    {
        var fault = Fails<KernelRaceException>(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            item.Line = 6;
            item.Store(shared, item.IdxX, 1);
            item.Line = 7;
            item.Load(shared, (item.IdxX + 7) % 8);
        });
        Assert.Equal((7, "it reads shared memory that work-item 0 of group 0 wrote on line 6, with no barrier between"), (fault.Line, fault.Fault));
    }

    [Fact]
    public void The_same_with_a_barrier_is_no_race()
    {
        Run(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            for (var turn = 0; turn < 3; turn++)
            {
                item.Store(shared, item.IdxX, turn);
                item.Barrier(0);
                item.Load(shared, (item.IdxX + 1) % 8);
                item.Barrier(1);
            }
        });
    }

    [Fact]
    public void A_write_after_a_read_without_a_barrier_is_a_race()
    {
        var fault = Fails<KernelRaceException>(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            item.Line = 6;
            item.Load(shared, 0);
            item.Line = 7;
            if (item.IdxX == 7)
            {
                item.Store(shared, 0, 1);
            }
        });
        Assert.Contains("several work-items read on line 6", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_write_the_same_global_memory_race_however_many_barriers_there_are()
    {
        var fault = Fails<KernelRaceException>(static (item, arguments) =>
        {
            item.Barrier(0);
            item.Line = 3;
            item.Store(arguments[0].View<int>(), item.IdxX, 1);
        });
        Assert.Contains("it writes global memory that work-item 0 of group 0 wrote on line 3", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Atomics_do_not_race_with_each_other_but_with_plain_accesses()
    {
        Run(static (item, arguments) => item.Reference(arguments[0].View<int>(), 0)++);
        var fault = Fails<KernelRaceException>(static (item, arguments) =>
        {
            item.Reference(arguments[0].View<int>(), 0)++;
            item.Load(arguments[0].View<int>(), 0);
        });
        Assert.Contains("it changes by an atomic global memory that work-item 0 of group 0 read", fault.Fault, StringComparison.Ordinal);
        fault = Fails<KernelRaceException>(static (item, arguments) =>
        {
            if (item.IdxX == 7)
            {
                item.Load(arguments[0].View<int>(), 0);
            }
            else
            {
                item.Reference(arguments[0].View<int>(), 0)++;
            }
        });
        Assert.Contains("it reads global memory that several work-items changed by an atomic", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_different_sizes_in_the_same_bytes_race()
    {
        Run(static (item, _) => item.Store(item.Shared<int>(0, 8).Cast<byte>(), item.IdxX, (byte)1));
        Fails<KernelRaceException>(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            item.Store(shared.Cast<byte>(), item.IdxX, (byte)1);
            item.Load(shared, 0);
        });
    }

    [Fact]
    public void The_fast_mode_reports_a_condition_round_a_barrier_that_differs()
    {
        using var accelerator = new EmulatorAccelerator();
        using var buffer = accelerator.Allocate1D<int>(8);
        var kernel = Kernel(static (_, _) => { }, static (group, _) => Diverge(group));
        var fault = Assert.Throws<KernelDivergenceException>(() => accelerator.DefaultStream.Launch(kernel, (1, 8), [KernelArgument.Of(buffer.View)]));
        Assert.Equal(("Faulty.cs", 12), (fault.SourceFile, fault.Line));
        Assert.Contains("Faulty.cs, line 12", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_a_kernel_s_own_becomes_a_fault()
    {
        var fault = Fails<KernelFaultException>(static (item, _) => throw new DivideByZeroException());
        Assert.Contains("DivideByZeroException", fault.Message, StringComparison.Ordinal);
    }

    private static unsafe void Diverge(EmulatedGroupContext group)
    {
        var conditions = group.Items<bool>();
        for (var item = 0; item < group.Size; item++)
        {
            conditions[item] = item < 5;
        }

        group.RequireUniform(conditions, "Faulty", 12);
    }

    private static KernelDefinition Kernel(EmulatedItem item, EmulatedGroup? group = null) => new()
    {
        Name = "Faulty",
        SourceFile = "Faulty.cs",
        Parameters = [new("x", KernelParameterKind.View, "int", sizeof(int))],
        SharedBytes = 0,
        UsesDynamicShared = false,
        MaxGroupSize = 0,
        UsesShuffles = false,
        UsesFloat64 = false,
        UsesInt64Atomics = false,
        OpenClSource = () => "",
        CudaHash = "",
        Ptx = () => null,
        Emulate = group ?? ((_, _) => { }),
        Debug = item,
    };

    private static TFault Fails<TFault>(EmulatedItem item)
        where TFault : KernelFaultException => Assert.Throws<TFault>(() => Run(item));

    private static void Run(EmulatedItem item)
    {
        using var accelerator = new EmulatorAccelerator(isDebugging: true);
        using var buffer = accelerator.Allocate1D<int>(8);
        accelerator.DefaultStream.Launch(Kernel(item), (2, 8), [KernelArgument.Of(buffer.View)]);
    }
}
