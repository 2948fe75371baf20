using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A product: in the inputs' layout where they have the same shape or one is a number a channel, else broadcast over dense values.</summary>
internal sealed class MultiplyLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var (x, y) = (operation.Input(0), operation.Input(1));
        var isBlocked = (x.Native == Layout.Blocked || y.Native == Layout.Blocked) && (x.Shape.Equals(y.Shape) || IsScale(x.Shape, y.Shape) || IsScale(y.Shape, x.Shape));
        var layout = isBlocked ? Layout.Blocked : Layout.Plain;
        x.Require(layout);
        y.Require(layout);
        operation.Output.WrittenAs(layout);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output.NativeForm;
        var (x, y) = (operation.Input(0)[output.Layout], operation.Input(1)[output.Layout]);
        Step step = x.Shape.Equals(y.Shape) ? Functions<TVector, TSimd>.Multiply(x, y, output)
            : output.Layout == Layout.Plain ? new BroadcastStep<BroadcastFunctions.Product>(x, y, output)
            : IsScale(x.Shape, y.Shape) ? new ScaleMapsStep<TVector, TSimd>(x, y, output)
            : new ScaleMapsStep<TVector, TSimd>(y, x, output);
        builder.Add(step, output, x, y);
        if (operation.Activation.Kind != ActivationKind.None)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }

    /// <summary>Whether one shape is that of maps and the other that of one number for each of them.</summary>
    private static bool IsScale(Shape maps, Shape scale) =>
        maps.Rank == 4 && scale.Rank == 4 && scale[2] == 1 && scale[3] == 1 && scale[0] == maps[0] && scale[1] == maps[1];
}
