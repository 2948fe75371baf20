using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;

namespace IlgpuCam.Kernels.IlgpuTests;

/// <summary>The stand-in refuses what ILGPU refuses, so that what it runs has a chance there.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Context _context = Context.Create(b => b.CPU(new CPUDevice(32, 8, 2)));
    private readonly CPUAccelerator _accelerator;

    public RefusalTests()
    {
        _accelerator = _context.CreateCPUAccelerator(0);
    }

    [Theory]
    [InlineData(nameof(RefusedKernels.SharedOfAnySize), "allocates SharedMemory of a size that is no constant")]
    [InlineData(nameof(RefusedKernels.LocalOfAnySize), "allocates LocalMemory of a size that is no constant")]
    [InlineData(nameof(RefusedKernels.SharedOfTypeParameter), "allocates SharedMemory of a size that is no constant")]
    [InlineData(nameof(RefusedKernels.SharedBools), "has a bool in memory")]
    [InlineData(nameof(RefusedKernels.FusedMultiplyAdd), "calls MathF.FusedMultiplyAdd")]
    [InlineData(nameof(RefusedKernels.Log2), "calls MathF.Log2")]
    [InlineData(nameof(RefusedKernels.Cbrt), "calls MathF.Cbrt")]
    [InlineData(nameof(RefusedKernels.Sign), "calls MathF.Sign")]
    [InlineData(nameof(RefusedKernels.SinCos), "calls MathF.SinCos")]
    [InlineData(nameof(RefusedKernels.Clamp), "calls Math.Clamp")]
    [InlineData(nameof(RefusedKernels.Exp), "calls MathF.Exp")]
    [InlineData(nameof(RefusedKernels.AlgorithmsExp), "needs EnableAlgorithms")]
    [InlineData(nameof(RefusedKernels.Halves), "calls Half.op_Explicit")]
    [InlineData(nameof(RefusedKernels.Throws), "throws")]
    [InlineData(nameof(RefusedKernels.Spans), "allocates (localloc)")]
    [InlineData(nameof(RefusedKernels.StaticArray), "reads the static field Table")]
    [InlineData(nameof(RefusedKernels.StaticState), "reads the static field <State>k__BackingField")]
    [InlineData(nameof(RefusedKernels.NewArray), "allocates (newarr)")]
    [InlineData(nameof(RefusedKernels.Text), "allocates (ldstr)")]
    [InlineData(nameof(RefusedKernels.InHelper), "calls MathF.Truncate")]
    public void A_kernel_is_refused(string name, string reason)
    {
        var kernel = typeof(RefusedKernels).GetMethod(name)!.CreateDelegate<Action<ArrayView<float>>>();
        var error = Assert.Throws<NotSupportedException>(() => KernelLoaders.LoadKernel(_accelerator, kernel));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_captured_variable_is_refused()
    {
        var captured = _accelerator.MaxNumThreadsPerGroup;
        Assert.Throws<NotSupportedException>(() => KernelLoaders.LoadKernel<ArrayView<float>>(_accelerator, v => v[0] = captured));
    }

    [Fact]
    public void A_bool_is_refused_as_an_argument_an_element_and_a_field()
    {
        Assert.Throws<NotSupportedException>(() => KernelLoaders.LoadKernel<ArrayView<float>, bool>(_accelerator, TakesBool));
        Assert.Throws<NotSupportedException>(() => KernelLoaders.LoadKernel<ArrayView<bool>>(_accelerator, TakesBools));
        Assert.Throws<NotSupportedException>(() => KernelLoaders.LoadKernel<HasBool>(_accelerator, TakesField));
        Assert.False(new HasBool { Flag = false }.Flag);
    }

    [Fact]
    public void A_grid_of_none_and_a_group_of_too_many_are_refused()
    {
        using var context = Context.Create(b => b.CPU(CPUDevice.Default).EnableAlgorithms());
        using var accelerator = context.CreateCPUAccelerator(0);
        var buffer = accelerator.Allocate1D([1f, 2f]);
        var kernel = KernelLoaders.LoadKernel<ArrayView<float>>(accelerator, Nothing);
        kernel(accelerator.DefaultStream, (1, 16), buffer.View);
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel(accelerator.DefaultStream, (0, 16), buffer.View));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel(accelerator.DefaultStream, (1, 17), buffer.View));
    }

    [Fact]
    public void An_index_out_of_range_and_a_barrier_that_not_all_reach_are_reported()
    {
        var buffer = _accelerator.Allocate1D([1f, 2f]);
        Assert.Throws<InvalidOperationException>(() => KernelLoaders.LoadKernel<ArrayView<float>>(_accelerator, Outside)(_accelerator.DefaultStream, (1, 3), buffer.View));
        Assert.Throws<InvalidOperationException>(() => KernelLoaders.LoadKernel<ArrayView<float>>(_accelerator, SomeWait)(_accelerator.DefaultStream, (1, 2), buffer.View));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ArrayView<float>)buffer.View).SubView(2, 0));
    }

    [Fact]
    public void What_no_one_has_written_is_no_number()
    {
        var buffer = _accelerator.Allocate1D([1f, 2f]);
        KernelLoaders.LoadKernel<ArrayView<float>>(_accelerator, Unwritten)(_accelerator.DefaultStream, (1, 1), buffer.View);
        Assert.All(buffer.GetAsArray1D(), v => Assert.True(float.IsNaN(v)));
    }

    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }

    private static void Nothing(ArrayView<float> view)
    {
    }

    private static void Outside(ArrayView<float> view) => view[Group.IdxX] = 1;

    private static void SomeWait(ArrayView<float> view)
    {
        if (Group.IdxX == 0)
        {
            Group.Barrier();
        }
    }

    private static void Unwritten(ArrayView<float> view)
    {
        view[0] = SharedMemory.Allocate<float>(4)[1];
        view[1] = LocalMemory.Allocate<float>(4)[2];
    }

    private static void TakesBool(ArrayView<float> view, bool flag) => view[0] = flag ? 1 : 0;

    private static void TakesBools(ArrayView<bool> view) => view[0] = true;

    private static void TakesField(HasBool value)
    {
    }

    private struct HasBool
    {
        public bool Flag;
    }
}
