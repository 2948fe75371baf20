using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Explain.Algebra;

/// <summary>
/// Whether a part of a network is piecewise linear: its second derivatives are then 0, and a difference of two gradients shows nothing but gates that
/// flip and rounding.
/// </summary>
internal static class Curvature
{
    /// <summary>Whether a value, as a function of another one, is piecewise linear.</summary>
    /// <param name="network">The network.</param>
    /// <param name="from">The value that varies.</param>
    /// <param name="to">The value that depends on it.</param>
    internal static bool IsPiecewiseLinear(Network network, string from, string to)
    {
        var varying = new HashSet<string> { from };
        foreach (var node in network.WithOutputs([to]).Nodes)
        {
            var inputs = node.Inputs.Count(varying.Contains);
            if (inputs > 0 && node.Output != from)
            {
                if (!IsPiecewiseLinear(node.Operator, inputs, varying.Contains(node.Inputs[0])))
                {
                    return false;
                }

                varying.Add(node.Output);
            }
        }

        return true;
    }

    private static bool IsPiecewiseLinear(Operator op, int varying, bool firstVaries) => op switch
    {
        Activate activate => IsPiecewiseLinear(activate.Activation.Kind),
        Multiply or MatrixProduct => varying == 1 && IsPiecewiseLinear(op.StoreActivation.Kind),
        Conv2d or FullyConnected => varying == 1 && firstVaries && IsPiecewiseLinear(op.StoreActivation.Kind),
        Add => IsPiecewiseLinear(op.StoreActivation.Kind),
        BatchNormalization or AveragePool2d or MaxPool2d or GlobalPool or Concat or Pad or Flatten or Identity or Reshape or Squeeze or Unsqueeze or Transpose or Slice
            or Expand or Tile or Gather or DepthToSpace or SpaceToDepth or Resize => firstVaries || op is Concat,
        Reduce reduce => reduce.Reduction is ReductionKind.Sum or ReductionKind.Mean or ReductionKind.Max or ReductionKind.Min,
        Arithmetic arithmetic => arithmetic.Operation is ArithmeticOperation.Subtract or ArithmeticOperation.Minimum or ArithmeticOperation.Maximum
            || (arithmetic.Operation is ArithmeticOperation.Divide or ArithmeticOperation.Slope && varying == 1 && firstVaries),
        _ => false,
    };

    private static bool IsPiecewiseLinear(ActivationKind kind) => kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Clip or ActivationKind.HardSigmoid
        or ActivationKind.LeakyRelu or ActivationKind.ThresholdedRelu or ActivationKind.Negate or ActivationKind.Abs;
}
