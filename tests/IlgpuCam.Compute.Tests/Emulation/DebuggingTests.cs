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
        Assert.Contains("Saxpy.cs(9): in kernel Saxpy_Run, work-item (", fault.Message, StringComparison.Ordinal);
        Assert.Contains("of group (1, 0, 0): element ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fast_mode_reports_an_index_out_of_range_with_the_kernel_and_its_file()
    {
        using var accelerator = new EmulatorAccelerator();
        using var x = accelerator.Allocate1D<float>(5);
        using var y = accelerator.Allocate1D<float>(8);
        var fault = Assert.Throws<KernelIndexException>(() => Saxpy.Run(accelerator.DefaultStream, (1, 8), x.View, y.View, 1));
        Assert.Equal("Saxpy.cs: in kernel Saxpy_Run, group (0, 0, 0): element 5 does not lie in a view of 5", fault.Message);
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
        Assert.Contains("in kernel Faulty, work-item (", fault.Message, StringComparison.Ordinal);
        Assert.Contains("end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Barriers_at_two_places_at_once_are_reported()
    {
        var fault = Fails<KernelDivergenceException>(static (item, _) =>
        {
            item.Line = 10 + (item.IdxX % 2);
            item.Barrier(item.IdxX % 2);
        });
        Assert.Contains("Faulty.cs(1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("waits at another barrier than the others", fault.Message, StringComparison.Ordinal);
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
        Assert.Contains("no barrier is between", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 6", fault.Message.Replace("Faulty.cs(6)", "line 6", StringComparison.Ordinal), StringComparison.Ordinal);
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
        Assert.Contains("Faulty.cs", fault.Message, StringComparison.Ordinal);
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
        Assert.Contains("of group (1, 0, 0) writes what work-item", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Atomics_do_not_race_with_each_other_but_with_plain_accesses()
    {
        Run(static (item, arguments) => Interlocked.Increment(ref item.Reference(arguments[0].View<int>(), 0)));
        Fails<KernelRaceException>(static (item, arguments) =>
        {
            Interlocked.Increment(ref item.Reference(arguments[0].View<int>(), 0));
            item.Load(arguments[0].View<int>(), 0);
        });
        Fails<KernelRaceException>(static (item, arguments) =>
        {
            if (item.IdxX == 7)
            {
                item.Load(arguments[0].View<int>(), 0);
            }
            else
            {
                Interlocked.Increment(ref item.Reference(arguments[0].View<int>(), 0));
            }
        });
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

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(4, 0, false)]
    [InlineData(4, 1, true)]
    [InlineData(7, 1, true)]
    [InlineData(7, 2, false)]
    public void Bytes_within_an_element_of_another_type_race_with_it(int writtenByte, int readElement, bool races)
    {
        // Work-item 0 owns byte 0: who reads element 0 meets the other byte only where it lies inside.
        void Work(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
        {
            var shared = item.Shared<int>(0, 8);
            if (item.IdxX == 1)
            {
                item.Line = 5;
                item.Store(shared.Cast<byte>(), writtenByte, (byte)1);
            }
            else if (item.IdxX == (writtenByte == 0 ? 1 : 0))
            {
                item.Line = 6;
                item.Load(shared, readElement);
            }
        }

        if (races)
        {
            var message = Fails<KernelRaceException>(Work).Message;
            Assert.Matches(@"^Faulty\.cs\((5|6)\): in kernel Faulty, .* in line (5|6), and no barrier is between$", message);
        }
        else
        {
            Run(Work);
        }
    }

    [Fact]
    public void Elements_of_more_than_a_word_race_in_each_of_their_bytes()
    {
        Run(static (item, _) => item.Store(item.Shared<decimal>(0, 8), item.IdxX, 1m));
        Fails<KernelRaceException>(static (item, _) =>
        {
            var shared = item.Shared<decimal>(0, 8);
            if (item.IdxX == 0)
            {
                item.Store(shared, 2, 1m);
            }
            else if (item.IdxX == 5)
            {
                item.Store(shared.Cast<short>(), 23, (short)1);
            }
        });
    }

    [Fact]
    public void A_plain_write_that_an_atomic_of_the_same_work_item_followed_still_races()
    {
        Fails<KernelRaceException>(static (item, arguments) =>
        {
            if (item.IdxX == 0)
            {
                item.Store(arguments[0].View<int>(), 0, 1);
            }

            Interlocked.Increment(ref item.Reference(arguments[0].View<int>(), 0));
        });
    }

    [Fact]
    public void A_shuffle_orders_no_memory()
    {
        Fails<KernelRaceException>(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            item.Store(shared, item.IdxX, 1);
            item.ShuffleXor(1, 1, 0);
            item.Load(shared, item.IdxX ^ 1);
        });
        Run(static (item, _) =>
        {
            var shared = item.Shared<int>(0, 8);
            item.Store(shared, item.IdxX, 1);
            item.ShuffleXor(1, 1, 0);
            item.Barrier(0);
            item.Load(shared, item.IdxX ^ 1);
        });
    }

    [Fact]
    public void A_part_that_does_not_lie_in_a_view_is_reported_with_its_line()
    {
        var fault = Fails<KernelIndexException>(static (item, arguments) =>
        {
            item.Line = 21;
            item.Load(arguments[0].View<int>().SubView(5, 4), 0);
        });
        Assert.Matches(@"^Faulty\.cs\(21\): in kernel Faulty, work-item \(\d, 0, 0\) of group \(0, 0, 0\): a part of 4 elements", fault.Message);
    }

    [Fact]
    public void The_fast_mode_reports_a_kernel_s_own_exception_with_the_kernel()
    {
        using var accelerator = new EmulatorAccelerator();
        using var buffer = accelerator.Allocate1D<int>(8);
        var kernel = Kernel(static (_, _) => { }, static (_, _) => throw new DivideByZeroException());
        var fault = Assert.Throws<KernelFaultException>(() => accelerator.DefaultStream.Launch(kernel, (1, 8), [KernelArgument.Of(buffer.View)]));
        Assert.StartsWith("Faulty.cs: in kernel Faulty, group (0, 0, 0): ", fault.Message, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(fault.InnerException);
    }

    [Fact]
    public void The_fast_mode_reports_a_condition_round_a_barrier_that_differs()
    {
        using var accelerator = new EmulatorAccelerator();
        using var buffer = accelerator.Allocate1D<int>(8);
        var kernel = Kernel(static (_, _) => { }, static (group, _) => Diverge(group));
        var fault = Assert.Throws<KernelDivergenceException>(() => accelerator.DefaultStream.Launch(kernel, (1, 8), [KernelArgument.Of(buffer.View)]));
        Assert.Contains("12", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Faulty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_a_kernel_s_own_becomes_a_fault()
    {
        var fault = Fails<KernelFaultException>(static (item, _) =>
        {
            item.Line = 17;
            throw new DivideByZeroException();
        });
        Assert.StartsWith("Faulty.cs(17): in kernel Faulty, work-item (", fault.Message, StringComparison.Ordinal);
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
