using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>An inverted residual as one step.</summary>
internal sealed class InvertedResidualLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Rows that are computed at a time: so many that starting on the weights of each group of channels costs little.</summary>
    private const int MostRows = 4;

    /// <summary>Floats of scratch memory a thread should have at most: half a mebibyte.</summary>
    private const int MostScratch = 1 << 17;

    /// <summary>Whether one can be computed as one step.</summary>
    internal static bool CanFuse(InvertedResidual whole) =>
        IsDirect(whole.Depthwise) && IsDirect(whole.Project) && Geometry(whole.Depthwise) is { IsDepthwise: true, Window.Dilations: { Height: 1, Width: 1 } }
        && Geometry(whole.Project) is { Groups: 1, Window: { Kernel: { Height: 1, Width: 1 }, Strides: { Height: 1, Width: 1 }, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } } }
        && IsStored(whole.Depthwise) && (whole.Expand is null || (IsDirect(whole.Expand) && IsStored(whole.Expand) && Geometry(whole.Expand).Groups == 1));

    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var whole = operation.Chain!;
        whole.Input.Require(InputLayout(whole), Geometry(whole.Expand ?? whole.Depthwise).Window.Pads);
        operation.Residual?.Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var whole = operation.Chain!;
        var (input, output, residual) = (whole.Input[InputLayout(whole)], operation.Output[Layout.Blocked], operation.Residual?[Layout.Blocked]);
        var name = operation.Node.Name;
        var geometry = Geometry(whole.Depthwise);
        var window = geometry.Window;
        var perRow = (window.Strides.Height * (long)window.Width * geometry.InputChannels) + ((long)window.OutputWidth * geometry.InputChannels);
        var rows = (int)Math.Clamp(MostScratch / Math.Max(1, perRow), 1, Math.Clamp(window.OutputHeight, 1, MostRows));
        var ring = whole.Expand is null ? null : new RowRing<TVector, TSimd>(whole.Expand, input, window, rows, builder.Budget);
        var depthwise = DepthwiseRows<TVector, TSimd>.Create(whole.Depthwise, builder.Budget);
        var between = Form.Maps(TSimd.Lanes, [1, geometry.OutputChannels, rows, window.OutputWidth], default, name);
        var project = ConvolutionRows<TVector, TSimd>.Create(operation, between, output, residual, builder.Budget);
        project.Compile(window.OutputWidth);
        var turns = (int)Math.Clamp((long)output.Batch * output.Height, 1, builder.Threads);
        builder.Scratch.Reserve(turns, InvertedResidualStep<TVector, TSimd>.ScratchLength(ring, between), name);
        ReadOnlySpan<Form> read = residual is null ? [input, builder.Scratch.Form] : [input, builder.Scratch.Form, residual];
        builder.Add(new InvertedResidualStep<TVector, TSimd>(ring, depthwise, project, input, between, output, residual, builder.Scratch, turns), output, read);
        ConvolutionLowering<TVector, TSimd>.EmitActivation(operation, builder, output);
    }

    private static Layout InputLayout(InvertedResidual whole) =>
        whole.Expand is { } expand ? ConvolutionLowering<TVector, TSimd>.InputLayout(expand, Geometry(expand)) : Layout.Blocked;

    private static ConvolutionGeometry Geometry(Operation operation) => ConvolutionLowering<TVector, TSimd>.Geometry(operation);

    private static bool IsDirect(Operation operation) => operation.Operator is Conv2d && ConvolutionLowering<TVector, TSimd>.IsDirect(operation, Geometry(operation));

    /// <summary>Whether the store gives all that the next convolution reads.</summary>
    private static bool IsStored(Operation operation) => operation.Activation.IsClamp && operation.Residual is null;
}
