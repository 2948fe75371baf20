using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Functions of one or two values at the same place.</summary>
internal sealed class ElementwiseDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var output = operation.Output;
        var count = Launching.Count(output.Shape, operation);
        var config = Launching.Over(count);
        var parameters = Launching.Parameters(operation.Activation);
        if (operation.Operator is Activate)
        {
            var input = operation.Input(0);
            builder.Add(stream => Elementwise.Apply(stream, config, input.View, output.View, count, parameters), input, output);
            return true;
        }

        var (left, right) = (operation.Input(0), operation.Input(1));
        if (DeviceAxes.Broadcast(BroadcastAxes.Create(output.Shape, left.Shape, right.Shape)) is not { } axes)
        {
            return false;
        }

        var code = Code(operation.Operator);
        builder.Add(stream => Elementwise.Combine(stream, config, left.View, right.View, output.View, count, code, axes, parameters), left, right, output);
        return true;
    }

    private static int Code(Operator op) => op switch
    {
        Add => Elementwise.Add,
        Multiply => Elementwise.Multiply,
        Arithmetic { Operation: ArithmeticOperation.Subtract } => Elementwise.Subtract,
        Arithmetic { Operation: ArithmeticOperation.Divide } => Elementwise.Divide,
        Arithmetic { Operation: ArithmeticOperation.Power } => Elementwise.Power,
        Arithmetic { Operation: ArithmeticOperation.Minimum } => Elementwise.Minimum,
        Arithmetic { Operation: ArithmeticOperation.Maximum } => Elementwise.Maximum,
        Arithmetic { Operation: ArithmeticOperation.Slope } => Elementwise.Slope,
        _ => throw new InvalidOperationException($"unknown operation {op}"),
    };
}
