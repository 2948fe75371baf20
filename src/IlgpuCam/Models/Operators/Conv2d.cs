using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Convolution over height and width (ONNX Conv 1 to 22), with an activation in its store. Inputs: x [N,C,H,W], weights [K,C/groups,kh,kw], optionally bias [K]; result [N,K,H',W'].</summary>
/// <param name="Strides">Steps between windows.</param>
/// <param name="Pads">Zeros around the input.</param>
/// <param name="Dilations">Steps between the elements of a window.</param>
/// <param name="Groups">Groups of channels that do not mix.</param>
/// <param name="Activation">Applied to the result.</param>
/// <param name="AutoPad">How the padding is found.</param>
public sealed record Conv2d(
    Size2 Strides, Padding2d Pads, Size2 Dilations, int Groups = 1, Activation Activation = default, AutoPad AutoPad = AutoPad.Explicit)
    : Operator
{
    /// <inheritdoc/>
    public override string Kind => "conv2d";

    internal override Activation StoreActivation => Activation;

    /// <summary>Whether it is to be computed by its sums, not by a faster algorithm that rounds otherwise. A wish to backends that is not kept in files.</summary>
    internal bool IsDirect { get; init; }

    /// <summary>Whether most channels of the input are expected to be 0 throughout, as what goes back from one class is. A hint to backends that is not kept in files.</summary>
    internal bool HasSparseInput { get; init; }

    /// <summary>All numbers of the convolution on inputs of known shape.</summary>
    /// <param name="context">The node's inputs.</param>
    /// <exception cref="NetworkException">The inputs do not fit.</exception>
    public ConvolutionGeometry Geometry(InferenceContext context)
    {
        context.RequireInputs(2, 3);
        var x = context.RequireFloat(0, 4);
        var w = context.RequireFloat(1, 4);
        if (Groups < 1 || (long)w[1] * Groups != x[1] || w[0] % Groups != 0 || w[0] < 1 || x[1] < 1)
        {
            throw context.Error($"an input of {x} with {Groups} groups does not fit weights of {w}");
        }

        if (context.Has(2) && context.Shape(2).ElementCount != w[0])
        {
            throw context.Error($"a bias of {w[0]} values was expected, found {context.Shape(2)}");
        }

        var window = new Window2d(new(w[2], w[3]), Strides, Dilations, Pads, AutoPad).Resolve(x[2], x[3], context);
        return new(x[0], x[1], w[0], Groups, window);
    }

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var g = Geometry(context);
        return new(ElementType.Float32, [g.Batch, g.OutputChannels, g.Window.OutputHeight, g.Window.OutputWidth]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(InferenceContext context) => Geometry(context).MultiplyAdds;
}
