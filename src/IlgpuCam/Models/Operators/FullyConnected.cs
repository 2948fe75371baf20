using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>A matrix product with the rows of the weights (ONNX Gemm with transB), with an activation in its store. Inputs: x [N,K], weights [M,K], optionally bias [M]; result [N,M].</summary>
/// <param name="Activation">Applied to the result.</param>
public sealed record FullyConnected(Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "fully_connected";

    internal override Activation StoreActivation => Activation;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 3);
        var x = context.RequireFloat(0, 2);
        var w = context.RequireFloat(1, 2);
        if (x[1] != w[1])
        {
            throw context.Error($"an input of {x} does not fit weights of {w}");
        }

        if (context.Has(2) && context.Shape(2).ElementCount != w[0])
        {
            throw context.Error($"a bias of {w[0]} values was expected, found {context.Shape(2)}");
        }

        return new(ElementType.Float32, [x[0], w[0]]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(InferenceContext context) => context.Shape(0)[0] * context.Shape(1).ElementCount;
}
