using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>A value around the input (ONNX Pad 2 to 25, mode constant). One input.</summary>
/// <param name="Pads">Elements added before each axis, then after each axis; a negative one takes away.</param>
/// <param name="Value">The value.</param>
public sealed record Pad(ImmutableArray<int> Pads, float Value = 0) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "pad";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.RequireFloat(0);
        if (Pads.IsDefault || Pads.Length != 2 * x.Rank)
        {
            throw context.Error($"{2 * x.Rank} pads were expected for an input of {x}, found {(Pads.IsDefault ? 0 : Pads.Length)}");
        }

        var padded = new long[x.Rank];
        for (var i = 0; i < padded.Length; i++)
        {
            padded[i] = (long)x[i] + Pads[i] + Pads[i + x.Rank];
        }

        return new(ElementType.Float32, Shape.FromInt64(padded));
    }
}
