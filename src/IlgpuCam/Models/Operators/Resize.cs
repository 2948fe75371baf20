using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// The input at another resolution (ONNX Resize 10 to 19, Upsample 7 to 9; not antialiased). Inputs: x, then either scales, a vector of floats, or, behind
/// an absent one, lengths, a vector of integers.
/// </summary>
/// <param name="Interpolation">How values between elements are found.</param>
/// <param name="Mapping">Which places of the input they are at.</param>
/// <param name="Rounding">Which element is the nearest.</param>
/// <param name="Axes">The axes that scales and lengths are for; empty for all.</param>
/// <param name="AspectRatio">What becomes of the aspect ratio where lengths are given.</param>
public sealed record Resize(
    Interpolation Interpolation, CoordinateMapping Mapping, NearestRounding Rounding, ImmutableArray<int> Axes, AspectRatio AspectRatio = AspectRatio.Stretch)
    : Operator
{
    /// <inheritdoc/>
    public override string Kind => "resize";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context) => new(ElementType.Float32, [.. Lengths(context).Select(l => l.Length)]);

    /// <summary>For each element along an axis of the result the two elements of the input that it lies between, and how near it is to the second.</summary>
    /// <param name="context">The node's inputs, already accepted.</param>
    /// <param name="axis">The axis.</param>
    internal (int First, int Second, float Weight)[] Taps(InferenceContext context, int axis)
    {
        var (length, scale) = Lengths(context)[axis];
        var source = context.Shape(0)[axis];
        var taps = new (int First, int Second, float Weight)[length];
        for (var i = 0; i < length; i++)
        {
            double place = Place(i, source, length, (float)scale);
            if (Interpolation == Interpolation.Nearest)
            {
                var nearest = (int)Math.Clamp(Round(place), 0, source - 1);
                taps[i] = (nearest, nearest, 0);
            }
            else
            {
                place = Math.Clamp(place, 0, source - 1);
                var first = (int)place;
                taps[i] = (first, Math.Min(first + 1, source - 1), (float)(place - first));
            }
        }

        return taps;
    }

    /// <summary>Whether an axis stays as it is.</summary>
    /// <param name="taps">What <see cref="Taps"/> gives for it.</param>
    /// <param name="length">Its length in the input.</param>
    internal static bool IsIdentity((int First, int Second, float Weight)[] taps, int length) =>
        taps.Length == length && taps.Select((tap, i) => tap.First == i && tap.Weight == 0).All(same => same);

    /// <summary>In single precision, as runtimes do: where a place is half-way between two elements, its rounding decides which one is the nearest.</summary>
    private float Place(int i, int source, int length, float scale) => Mapping switch
    {
        CoordinateMapping.HalfPixelSymmetric => (source / 2f * (1 - (length / (scale * source)))) + ((i + 0.5f) / scale) - 0.5f,
        CoordinateMapping.PytorchHalfPixel when length == 1 => 0,
        CoordinateMapping.AlignCorners => length == 1 ? 0 : i * (source - 1f) / (length - 1),
        CoordinateMapping.Asymmetric => i / scale,
        CoordinateMapping.TensorFlowHalfPixel => (i + 0.5f) / scale,
        _ => ((i + 0.5f) / scale) - 0.5f,
    };

    private double Round(double place) => Rounding switch
    {
        NearestRounding.PreferFloor => Math.Ceiling(place - 0.5),
        NearestRounding.PreferCeil => Math.Floor(place + 0.5),
        NearestRounding.Floor => Math.Floor(place),
        _ => Math.Ceiling(place),
    };

    /// <summary>Every axis of the result: its length, and the scale that places are computed with.</summary>
    private (int Length, double Scale)[] Lengths(InferenceContext context)
    {
        context.RequireInputs(1, 3);
        var x = context.RequireFloat(0);
        var axes = Axes.IsDefaultOrEmpty ? [.. Enumerable.Range(0, x.Rank)] : Axes.Select(a => context.NormaliseAxis(a, x.Rank)).ToArray();
        var result = x.Select(length => (Length: length, Scale: 1.0)).ToArray();
        if (context.Has(1) == context.Has(2))
        {
            throw context.Error("either scales or lengths were expected");
        }

        if (context.Has(1))
        {
            var scales = context.RequireConstant(1);
            Check(scales.Shape, scales.Type.IsFloat());
            var values = scales.ToFloats();
            for (var i = 0; i < axes.Length; i++)
            {
                // In single precision, in which exporters computed the lengths.
                var length = MathF.Floor(x[axes[i]] * values[i]);
                result[axes[i]] = values[i] > 0 && length <= int.MaxValue / 2 ? ((int)length, values[i]) : throw context.Error($"a scale of {values[i]} was found");
            }
        }
        else
        {
            var lengths = context.RequireIntegers(2);
            Check([lengths.Length], true);
            var ratios = axes.Select((axis, i) => (double)lengths[i] / x[axis]).ToArray();
            for (var i = 0; i < axes.Length; i++)
            {
                if (lengths[i] is < 0 or > int.MaxValue)
                {
                    throw context.Error($"a length of {lengths[i]} was found");
                }

                if (AspectRatio == AspectRatio.Stretch)
                {
                    result[axes[i]] = ((int)lengths[i], ratios[i]);
                    continue;
                }

                var scale = AspectRatio == AspectRatio.NotLarger ? ratios.Min() : ratios.Max();
                var length = Math.Floor((scale * x[axes[i]]) + 0.5);
                result[axes[i]] = length <= int.MaxValue ? ((int)length, scale) : throw context.Error($"a length of {length} was found");
            }
        }

        return result.Where((r, i) => r.Length > 0 && x[i] == 0).Any() ? throw context.Error($"there is nothing to take elements from in {x}") : result;

        void Check(Shape found, bool isRightType)
        {
            if (!isRightType || found.Rank != 1 || found[0] != axes.Length || axes.Distinct().Count() != axes.Length)
            {
                throw context.Error($"scales or lengths for {axes.Length} different axes were expected, found {found}");
            }
        }
    }
}
