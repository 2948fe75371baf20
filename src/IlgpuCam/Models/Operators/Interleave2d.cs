using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// Maps put together from their phases: pixel (y, x) of the result is pixel (y / s, x / t) of the phase (y mod s, x mod t), or 0 where that phase is absent; pixels beyond the result are left out.
/// Inputs: the phases [N,C,ceil(H/s),ceil(W/t)]; result [N,C,H,W]. What goes back through a convolution with strides.
/// </summary>
/// <param name="Strides">Rows and columns of phases, s and t.</param>
/// <param name="Height">Rows of the result, H.</param>
/// <param name="Width">Columns of the result, W.</param>
/// <param name="Phases">The phase of each input, row by row, from 0 to s t - 1; ascending.</param>
public sealed record Interleave2d(Size2 Strides, int Height, int Width, ImmutableArray<int> Phases) : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "interleave2d";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        if (Strides.Height < 1 || Strides.Width < 1 || Height < 1 || Width < 1 || Phases.IsDefaultOrEmpty || Phases[0] < 0
            || Phases[^1] >= (long)Strides.Height * Strides.Width || Phases.Zip(Phases.Skip(1)).Any(p => p.First >= p.Second))
        {
            throw context.Error($"ascending phases of strides and a size from 1 were expected, found strides {Strides}, size {Height}x{Width} and phases {string.Join(", ", Phases)}");
        }

        context.RequireInputs(Phases.Length, Phases.Length);
        var first = context.RequireFloat(0, 4);
        Shape expected = [first[0], first[1], ((Height - 1) / Strides.Height) + 1, ((Width - 1) / Strides.Width) + 1];
        for (var i = 0; i < Phases.Length; i++)
        {
            if (!context.RequireFloat(i, 4).Equals(expected))
            {
                throw context.Error($"phases of {expected} were expected, found {context.Shape(i)}");
            }
        }

        return new(ElementType.Float32, [first[0], first[1], Height, Width]);
    }
}
