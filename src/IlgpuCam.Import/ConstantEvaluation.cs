using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Runs nodes of which every input is known and which no operator folds by itself, such as a layer that computes another layer's weights.</summary>
internal sealed class ConstantEvaluation
{
    // A hundred bytes can state any number of products of matrices; what computes weights needs no more than this.
    private const long MaximumWork = 1L << 32;
    private long _work;

    /// <summary>The node's result, or null where it is no float tensor or too much work.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Its inputs, already accepted.</param>
    /// <param name="result">The result's type and shape.</param>
    internal ConstantTensor? Evaluate(Node node, InferenceContext context, ValueInfo result)
    {
        if (context.Constant(0) is not { } first || !first.Type.IsFloat() || !result.Type.IsFloat()
            || Math.Max(first.Shape.ElementCount, result.Shape.ElementCount) * sizeof(float) > Folding.MaximumBytes)
        {
            return null;
        }

        _work += first.Shape.ElementCount + result.Shape.ElementCount + node.Operator.MultiplyAdds(context);
        if (_work > MaximumWork)
        {
            return null;
        }

        // The first input comes from outside, so that there is something to compute.
        var inputs = node.Inputs.SetItem(0, node.Output + ".0");
        var constants = node.Inputs.Select((name, i) => (name, Value: context.Constant(i))).Skip(1).Where(c => c.Value is not null)
            .DistinctBy(c => c.name).Select(c => KeyValuePair.Create(c.name, c.Value!));
        Network network = new([new(inputs[0], [.. first.Shape])], constants, [node with { Inputs = inputs }], [node.Output]);
        using var backend = new CpuBackend(threads: 1);
        using var plan = backend.Compile(network, new Dictionary<string, Shape>(), network.Outputs);
        var values = new Tensor(plan.Outputs[0].Shape);
        plan.Run([first.ToTensor()], [values]);
        return ElementConversion.Convert(context, ConstantTensor.FromFloats(values.Shape, values.Span), result.Type);
    }
}
