using IlgpuCam.Gradients;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>What goes back through element-wise functions.</summary>
internal sealed class ActivationGradientDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var op = (ActivationGradient)operation.Operator;
        var (gradient, values, output) = (operation.Input(0), operation.Input(1), operation.Output);
        var count = Launching.Count(output.Shape, operation);
        var config = Launching.Over(count);
        var parameters = Launching.Parameters(op.Activation);
        var gates = (op.IsRectifier, op.Gates) switch
        {
            (true, GateRule.GuidedBackPropagation) => ActivationGradients.Guided,
            (true, GateRule.Deconvolution) => ActivationGradients.Positive,
            _ => ActivationGradients.Derivative,
        };
        builder.Add(stream => ActivationGradients.Apply(stream, config, gradient.View, values.View, output.View, count, gates, parameters), gradient, values, output);
        return true;
    }
}
