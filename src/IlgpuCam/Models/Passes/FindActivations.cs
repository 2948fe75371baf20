using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Finds activations that exporters write as products: x sigmoid(x), hard sigmoid and hard swish, Mish, and GELU with the error function.</summary>
internal static class FindActivations
{
    internal static Network Apply(Network network)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (Factors(graph, node) is var (factors, scale) && Find(graph, factors, scale) is var (activation, input))
            {
                graph.Replace(node with { Operator = new Activate(activation), Inputs = [input] });
            }
        }

        return graph.Finish();
    }

    /// <summary>What a node multiplies, products before it that only it reads included: values, and all constant numbers as one.</summary>
    private static (List<string> Values, double Scale)? Factors(GraphEditor graph, Node node)
    {
        var (values, scale) = (new List<string>(), 1.0);
        return Collect(node, 0) && values.Count is 1 or 2 ? (values, scale) : null;

        bool Collect(Node product, int depth)
        {
            switch (product.Operator)
            {
                case Multiply { Activation.Kind: ActivationKind.None }:
                    return Take(product.Inputs[0], depth) && Take(product.Inputs[1], depth);
                case Arithmetic { Operation: ArithmeticOperation.Divide } when Number(graph, product.Inputs[1]) is { } divisor:
                    scale /= divisor;
                    return Take(product.Inputs[0], depth);
                default:
                    return false;
            }
        }

        bool Take(string value, int depth)
        {
            if (Number(graph, value) is { } number)
            {
                scale *= number;
            }
            else if (depth > 2 || graph.Current(value) is not { } before || !graph.IsReadOnce(value) || !IsProduct(graph, before) || !Collect(before, depth + 1))
            {
                values.Add(value);
            }

            return values.Count <= 2;
        }
    }

    private static bool IsProduct(GraphEditor graph, Node node) => node.Operator is Multiply { Activation.Kind: ActivationKind.None }
        || (node.Operator is Arithmetic { Operation: ArithmeticOperation.Divide } && Number(graph, node.Inputs[1]) is not null);

    private static (Activation Activation, string Input)? Find(GraphEditor graph, List<string> factors, double scale)
    {
        if (factors.Count == 1)
        {
            return IsNear(scale, 1 / 6.0) && SixTimesHardSigmoid(graph, factors[0]) is { } source ? (Activation.HardSigmoid(), source) : null;
        }

        for (var i = 0; i < 2; i++)
        {
            var (x, gate) = (factors[i], factors[1 - i]);
            if (scale == 1 && graph.Current(gate) is { Operator: Activate activate } node && Gated(graph, activate.Activation, node.Inputs[0], x) is { } gated)
            {
                return (gated, x);
            }

            if (IsNear(scale, 1 / 6.0) && SixTimesHardSigmoid(graph, gate) == x)
            {
                return (Activation.HardSwish, x);
            }

            if (IsNear(scale, 0.5) && SourceOfError(graph, gate) == x)
            {
                return (new(ActivationKind.Gelu), x);
            }
        }

        return null;
    }

    private static Activation? Gated(GraphEditor graph, Activation gate, string input, string x) => gate switch
    {
        { Kind: ActivationKind.Sigmoid } when input == x => Activation.Silu,
        { Kind: ActivationKind.HardSigmoid, B: 0.5f } when input == x && IsNear(gate.A, 1 / 6.0) => Activation.HardSwish,
        { Kind: ActivationKind.Tanh } when graph.Current(input) is { Operator: Activate { Activation.Kind: ActivationKind.Softplus } } softplus && softplus.Inputs[0] == x =>
            new(ActivationKind.Mish),
        _ => null,
    };

    /// <summary>x of min(max(x + 3, 0), 6), or null.</summary>
    private static string? SixTimesHardSigmoid(GraphEditor graph, string value) =>
        graph.Current(value) is { Operator: Activate { Activation: { Kind: ActivationKind.Clip, A: 0, B: 6 } } } clip ? Addend(graph, clip.Inputs[0], 3) : null;

    /// <summary>x of 1 + erf(x / sqrt(2)), or null.</summary>
    private static string? SourceOfError(GraphEditor graph, string value)
    {
        if (Addend(graph, value, 1) is not { } error || graph.Current(error) is not { Operator: Activate { Activation.Kind: ActivationKind.Erf } } erf
            || graph.Current(erf.Inputs[0]) is not { } scaled || Factors(graph, scaled) is not var (values, scale))
        {
            return null;
        }

        return values.Count == 1 && IsNear(scale, Math.Sqrt(0.5)) ? values[0] : null;
    }

    /// <summary>What a number is added to, or null.</summary>
    private static string? Addend(GraphEditor graph, string value, float number)
    {
        if (graph.Current(value) is { Operator: Add { Activation.Kind: ActivationKind.None } } sum)
        {
            for (var i = 0; i < 2; i++)
            {
                if (Number(graph, sum.Inputs[i]) == number)
                {
                    return sum.Inputs[1 - i];
                }
            }
        }

        return null;
    }

    /// <summary>A constant that is one number, in a shape that broadcasting with any tensor of at least one axis leaves no trace of.</summary>
    private static float? Number(GraphEditor graph, string value) =>
        graph.Constant(value) is { Shape: { ElementCount: 1, Rank: <= 1 } } constant && constant.Type.IsFloat() ? constant.ToFloats()[0] : null;

    private static bool IsNear(double value, double expected) => Math.Abs(value - expected) <= 1e-3 * expected;
}
