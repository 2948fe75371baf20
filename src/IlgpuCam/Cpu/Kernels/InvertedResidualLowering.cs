using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>An inverted residual as one step.</summary>
internal sealed class InvertedResidualLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Whether one is worth it.</summary>
    internal static bool Fits(InvertedResidual whole, int threads)
    {
        if (!Tune.On || !IsDirect(whole.Project) || !IsDirect(whole.Depthwise) || !whole.Depthwise.Activation.IsClamp)
        {
            return false;
        }

        var (depthwise, project) = (Geometry(whole.Depthwise), Geometry(whole.Project));
        if (!depthwise.IsDepthwise || whole.Depthwise.Residual is not null || depthwise.Window.Dilations != Size2.One || depthwise.Window.OutputHeight < Tune.Least
            || project is not { Groups: 1, Window: { Kernel: { Height: 1, Width: 1 }, Strides: { Height: 1, Width: 1 }, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } } })
        {
            return false;
        }

        return whole.Expand is not { } expand || (IsDirect(expand) && expand.Activation.IsClamp && expand.Residual is null && Geometry(expand).Groups == 1);
    }

    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var whole = operation.Whole!;
        var first = whole.Expand ?? whole.Depthwise;
        var geometry = Geometry(first);
        whole.Input.Require(InputLayout(whole), geometry.Window.Pads);
        operation.Residual?.Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var whole = operation.Whole!;
        var (name, lanes, budget) = (operation.Node.Name, TSimd.Lanes, builder.Budget);
        var (depthwise, project) = (Geometry(whole.Depthwise), Geometry(operation));
        var window = depthwise.Window;
        var (input, output, residual) = (whole.Input[InputLayout(whole)], operation.Output[Layout.Blocked], operation.Residual?[Layout.Blocked]);
        var band = Math.Min(Tune.Band, window.OutputHeight);
        var ring = ((band - 1) * window.Strides.Height) + window.Kernel.Height;
        var sides = window.Pads with { Top = 0, Bottom = 0 };
        InvertedResidualForms forms = new(
            input, Form.Maps(lanes, [1, depthwise.InputChannels, ring, window.Width], sides, name), Form.Maps(lanes, [1, project.InputChannels, band, window.OutputWidth], default, name),
            output, residual);
        var turns = Math.Max(1, builder.Threads == 1 ? 1 : Math.Min(Tune.Turns * builder.Threads, output.Batch * output.Height));
        var length = (long)turns * forms.ScratchLength;
        MemoryPlan.CheckLength(length, name);
        var scratch = Form.Plain([(int)length], new(name, length));
        var expand = whole.Expand is { } first ? Rows(first, input, forms.Expanded, null, budget) : null;
        DepthwiseRows<TVector, TSimd> middle = new(
            depthwise, new(whole.Depthwise.Weights(1), depthwise.OutputChannels), whole.Depthwise.OptionalWeights(2)?.ToFloats() ?? [], whole.Depthwise.Activation, budget,
            whole.Depthwise.Node.Name);
        InvertedResidualStep<TVector, TSimd> step = new(expand, middle, Rows(operation, forms.Between, output, residual, budget), forms, scratch, turns);
        ReadOnlySpan<Form> read = residual is null ? [input, scratch] : [input, scratch, residual];
        builder.Add(step, output, read);
        ConvolutionLowering<TVector, TSimd>.EmitActivation(operation, builder, output);
    }

    private static ConvolutionRows<TVector, TSimd> Rows(Operation operation, Form input, Form output, Form? residual, PackingBudget budget)
    {
        var geometry = Geometry(operation);
        WeightRows weights = new(operation.Weights(1), geometry.OutputChannels);
        var bias = operation.OptionalWeights(2)?.ToFloats() ?? [];
        return new(geometry, new(geometry, weights, bias, input, TSimd.Lanes, budget, operation.Node.Name), input, output, residual, operation.Activation);
    }

    private static Layout InputLayout(InvertedResidual whole) =>
        whole.Expand is { } expand ? ConvolutionLowering<TVector, TSimd>.InputLayout(expand, Geometry(expand)) : Layout.Blocked;

    private static ConvolutionGeometry Geometry(Operation operation) => ConvolutionLowering<TVector, TSimd>.Geometry(operation);

    private static bool IsDirect(Operation operation) => operation.Operator is Conv2d && ConvolutionLowering<TVector, TSimd>.IsDirect(operation, Geometry(operation));
}

internal static class Tune
{
    internal static bool On = true;
    internal static int Least = 1;
    internal static int Band = 2;
    internal static int Turns = 2;
    internal static bool Prefetch;
}
