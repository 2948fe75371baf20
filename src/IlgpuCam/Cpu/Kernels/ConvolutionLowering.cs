using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Chooses how a convolution is computed.</summary>
internal sealed class ConvolutionLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Up to so many channels a dense input is read as it is: in blocks most lanes would be empty.</summary>
    private const int FewChannels = 4;

    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var geometry = Geometry(operation);
        operation.Input(0).Require(InputLayout(operation, geometry), WinogradBorder(operation, geometry) ?? geometry.Window.Pads);
        operation.Residual?.Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var geometry = Geometry(operation);
        var input = operation.Input(0)[InputLayout(operation, geometry)];
        var output = operation.Output[Layout.Blocked];
        var residual = operation.Residual?[Layout.Blocked];
        WeightRows weights = new(operation.Weights(1), geometry.OutputChannels);
        var bias = operation.OptionalWeights(2)?.ToFloats() ?? [];
        if (IsSparsePoint(operation, geometry) && bias.Length == 0 && residual is null && operation.Activation.Kind == ActivationKind.None)
        {
            // A gate that leaves zeros out was given one number a map: these are the flags, and what else there is in its maps must not be read.
            var isGated = operation.Input(0).Producer is { Operator: ActivationGradient { LeavesZerosOut: true }, Output.Native: Layout.Blocked };
            var flags = isGated
                ? operation.Input(0).Producer!.Input(0)[Layout.Blocked]
                : Form.Plain([input.Batch * input.Planes * TSimd.Lanes], new(operation.Node.Name, input.Batch * (long)input.Planes * TSimd.Lanes));
            if (!isGated)
            {
                builder.Add(new ChannelFlagsStep<TVector, TSimd>(input, flags), flags, input);
            }

            builder.Add(new SparseChannelsStep<TVector, TSimd>(weights, input, flags, output, builder.Budget), output, input, flags);
            return;
        }

        if (WinogradBorder(operation, geometry) is not null)
        {
            WinogradLowering<TVector, TSimd>.Emit(operation, builder, geometry, weights, bias, input, output, residual);
            EmitActivation(operation, builder, output);
            return;
        }

        Step step = geometry.IsDepthwise && residual is null
            ? new DepthwiseStep<TVector, TSimd>(DepthwiseRows<TVector, TSimd>.Create(operation, builder.Budget), input, output)
            : new ConvolutionStep<TVector, TSimd>(
                geometry, ConvolutionRows<TVector, TSimd>.Create(operation, input, output, residual, builder.Budget), input, output, residual, builder.Threads);
        if (residual is null)
        {
            builder.Add(step, output, input);
        }
        else
        {
            builder.Add(step, output, input, residual);
        }

        EmitActivation(operation, builder, output);
    }

    /// <summary>Whether a convolution's store can take maxima of two by two: where it has results of several rows at a time.</summary>
    internal static bool CanPool(Operation operation) =>
        operation is { Activation.IsClamp: true, Residual: null, Pools: false } && WinogradBorder(operation, Geometry(operation)) is not null;

    /// <summary>Adds the activation that no store does.</summary>
    internal static void EmitActivation(Operation operation, PlanBuilder builder, Form output)
    {
        if (!operation.Activation.IsClamp)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }

    /// <summary>Whether channels of zeros are to be left out of a 1x1 convolution.</summary>
    private static bool IsSparsePoint(Operation operation, in ConvolutionGeometry geometry) => SparseChannels.Fits((Conv2d)operation.Operator, geometry);

    /// <summary>Whether a convolution is computed by its sums.</summary>
    internal static bool IsDirect(Operation operation, in ConvolutionGeometry geometry) => !IsSparsePoint(operation, geometry) && WinogradBorder(operation, geometry) is null;

    /// <summary>The border that Winograd's algorithm reads; null where the convolution is computed directly.</summary>
    private static Padding2d? WinogradBorder(Operation operation, in ConvolutionGeometry geometry) =>
        ((Conv2d)operation.Operator).IsDirect ? null : WinogradLowering<TVector, TSimd>.Border(geometry);

    internal static ConvolutionGeometry Geometry(Operation operation) => ((Conv2d)operation.Operator).Geometry(operation.Context);

    /// <summary>The layout that a direct convolution reads.</summary>
    internal static Layout InputLayout(Operation operation, in ConvolutionGeometry geometry) =>
        !IsSparsePoint(operation, geometry) && operation.Input(0).Native == Layout.Plain && geometry is { Groups: 1, InputChannels: <= FewChannels, Window.Dilations.Width: 1 }
            ? Layout.Planar
            : Layout.Blocked;
}
