using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// Functions of two values. Where both are equally large, minimum and maximum give half the gradient to either, as PyTorch does; a slope's gate (ONNX PRelu)
/// is a rectifier's, see <see cref="ActivationGradient"/>.
/// </summary>
internal sealed class ArithmeticRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (a, b) = (tape.Floats(node.Inputs[0]), tape.Floats(node.Inputs[1]));
        switch (((Arithmetic)node.Operator).Operation)
        {
            case ArithmeticOperation.Subtract:
                Flow(0, () => gradient);
                Flow(1, () => tape.Of(ActivationKind.Negate, gradient));
                break;
            case ArithmeticOperation.Divide:
                Flow(0, () => tape.Over(gradient, b));
                Flow(1, () => tape.Of(ActivationKind.Negate, tape.Over(tape.Times(gradient, tape.Floats(node.Output)), b)));
                break;
            case ArithmeticOperation.Power:
                Flow(0, () => PowerRule.Base(tape, gradient, a, b, tape.Context(node).Constant(1)));
                Flow(1, () => PowerRule.Exponent(tape, gradient, a, tape.Floats(node.Output)));
                break;
            case ArithmeticOperation.Minimum:
                Flow(0, () => Chosen(tape, gradient, b, a));
                Flow(1, () => Chosen(tape, gradient, a, b));
                break;
            case ArithmeticOperation.Maximum:
                Flow(0, () => Chosen(tape, gradient, a, b));
                Flow(1, () => Chosen(tape, gradient, b, a));
                break;
            case ArithmeticOperation.Slope:
                tape.Gates++;
                Flow(0, () => Sloped(tape, gradient, a, b));
                Flow(1, () => tape.Times(gradient, tape.Add(new Activate(Activation.Clip(float.NegativeInfinity, 0)), a)));
                break;
            default:
                throw tape.Context(node).Error("no gradient is defined for this operation");
        }

        void Flow(int input, Func<string> part)
        {
            if (tape.IsNeeded(node.Inputs[input]))
            {
                tape.Flow(node.Inputs[input], Broadcasting.SumTo(tape, part(), tape.Shape(node.Output), tape.Shape(node.Inputs[input])));
            }
        }
    }

    /// <summary>The gradient where one value is above the other, half of it where they are equal: (g + sign(a - b) g) / 2.</summary>
    private static string Chosen(GradientTape tape, string gradient, string larger, string smaller)
    {
        tape.Gates++;
        var signed = tape.Add(new ActivationGradient(new(ActivationKind.Abs)), gradient, tape.Minus(larger, smaller));
        return tape.Times(tape.Plus(gradient, signed), 0.5f);
    }

    private static string Sloped(GradientTape tape, string gradient, string x, string slope)
    {
        var open = tape.Add(new ActivationGradient(Activation.Relu, tape.Rule), gradient, x);
        return tape.Rule == GateRule.Gradient ? tape.Plus(open, tape.Times(tape.Minus(gradient, open), slope)) : open;
    }
}
