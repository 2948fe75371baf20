using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>More elements around the input (ONNX Pad 2 to 25). Inputs: x, and, where <paramref name="Pads"/> is empty, the pads as a vector of integers.</summary>
/// <param name="Pads">Elements added before each axis, then after each axis; a negative one takes away.</param>
/// <param name="Value">The value in <see cref="PadMode.Constant"/>.</param>
/// <param name="Mode">What the padding consists of.</param>
public sealed record Pad(ImmutableArray<int> Pads, float Value = 0, PadMode Mode = PadMode.Constant) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "pad";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var x = context.RequireFloat(0);
        var pads = Resolve(context);
        var padded = new long[x.Rank];
        for (var i = 0; i < padded.Length; i++)
        {
            int before = pads[i], after = pads[i + x.Rank];
            padded[i] = (long)x[i] + before + after;
            var most = Mode == PadMode.Constant ? int.MaxValue : x[i] == 0 ? 0 : Mode == PadMode.Reflect ? x[i] - 1 : int.MaxValue;
            if (before > most || after > most)
            {
                throw context.Error($"padding {before} and {after} elements from an axis of {x[i]} was found, and at most {most} can be taken from it");
            }
        }

        return new(ElementType.Float32, Shape.FromInt64(padded));
    }

    /// <summary>The pads, wherever they are.</summary>
    /// <param name="context">The node's inputs.</param>
    /// <exception cref="NetworkException">They do not fit the input.</exception>
    internal ImmutableArray<int> Resolve(InferenceContext context)
    {
        context.RequireInputs(1, 2);
        var x = context.Shape(0);
        var pads = context.Has(1)
            ? [.. context.RequireIntegers(1).Select(p => p is >= int.MinValue and <= int.MaxValue ? (int)p : throw context.Error($"a pad of {p} was found"))]
            : Pads.IsDefault ? [] : Pads;
        return pads.Length == 2 * x.Rank ? pads : throw context.Error($"{2 * x.Rank} pads were expected for an input of {x}, found {pads.Length}");
    }

    /// <summary>The place of the input that stands at a place before, in or behind it.</summary>
    /// <param name="place">The place, 0 being the input's first.</param>
    /// <param name="length">Elements of the input.</param>
    /// <param name="mode">Any but <see cref="PadMode.Constant"/>.</param>
    internal static int Place(long place, int length, PadMode mode) => (int)(mode switch
    {
        PadMode.Edge => Math.Clamp(place, 0, length - 1),
        PadMode.Wrap => ((place % length) + length) % length,
        _ => place < 0 ? -place : place >= length ? (2L * (length - 1)) - place : place,
    });
}
