using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A sum that no convolution could take up: in the inputs' layout where they have the same shape, else broadcast over dense values.</summary>
internal sealed class AddLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var (x, y) = (operation.Input(0), operation.Input(1));
        var layout = x.Shape.Equals(y.Shape) && (x.Native == Layout.Blocked || y.Native == Layout.Blocked) ? Layout.Blocked : Layout.Plain;
        x.Require(layout);
        y.Require(layout);
        operation.Output.WrittenAs(layout);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output.NativeForm;
        var (x, y) = (operation.Input(0)[output.Layout], operation.Input(1)[output.Layout]);
        if (x.Shape.Equals(y.Shape))
        {
            builder.Add(Functions<TVector, TSimd>.Sum(x, y, output, operation.Activation), output, x, y);
        }
        else
        {
            builder.Add(new BroadcastStep<BroadcastFunctions.Sum>(x, y, output), output, x, y);
            if (operation.Activation is { IsClamp: true, Kind: not ActivationKind.None })
            {
                builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
            }
        }

        if (!operation.Activation.IsClamp)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }
}
