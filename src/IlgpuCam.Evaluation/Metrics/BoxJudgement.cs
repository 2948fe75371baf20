using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>
/// Judges a grey picture at the hundred thresholds of MaxBoxAcc and MaxBoxAccV2, each a share of its maximum, by the boxes of all contours above it: those around 8-connected components,
/// and those around holes, 4-connected pieces of background that do not reach the edge, whose contours run through the pixels just outside.
/// </summary>
internal static class BoxJudgement
{
    private const double SingleOverlap = 0.5;

    /// <summary>Judges a picture.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="truth">The true boxes in its pixels, both ends inside; at least one.</param>
    public static BoxShare Judge(GreyPicture grey, ReadOnlySpan<PixelBox> truth)
    {
        Span<double> best = stackalloc double[ThresholdBits.Count];
        Span<int> cuts = stackalloc int[ThresholdBits.Count];
        var maximum = grey.Maximum();
        for (var t = 0; t < cuts.Length; t++)
        {
            cuts[t] = (int)(t * 0.01 * maximum);
        }

        var single = JudgeComponents(grey, truth, cuts, best);
        JudgeHoles(grey, truth, cuts, best);
        var share = new BoxShare(single, default, default, default);
        for (var t = 0; t < cuts.Length; t++)
        {
            share = share with { At30 = share.At30.With(t, best[t] >= 0.3), At50 = share.At50.With(t, best[t] >= 0.5), At70 = share.At70.With(t, best[t] >= 0.7) };
        }

        return share;
    }

    private static ThresholdBits JudgeComponents(GreyPicture grey, ReadOnlySpan<PixelBox> truth, ReadOnlySpan<int> cuts, Span<double> best)
    {
        var single = default(ThresholdBits);
        var components = new LevelComponents(grey, Connectivity.Eight);
        for (var t = cuts.Length - 1; t >= 0; t--)
        {
            components.Lower(cuts[t]);
            var right = 0;
            for (var i = 0; i < components.Count; i++)
            {
                var overlap = Overlap(components.Box(i), grey, truth);
                best[t] = Math.Max(best[t], overlap);
                right += overlap >= SingleOverlap ? 1 : 0;
            }

            if (components.Count == 0)
            {
                // An empty mask counts as a box at the corner.
                best[t] = Overlap(default, grey, truth);
                single = single.With(t, best[t] >= SingleOverlap);
            }
            else
            {
                single = single.With(t, right == components.Count || (right > 0 && IsLargestRight(grey, cuts[t], truth)));
            }
        }

        components.Dispose();
        return single;
    }

    private static void JudgeHoles(GreyPicture grey, ReadOnlySpan<PixelBox> truth, ReadOnlySpan<int> cuts, Span<double> best)
    {
        using var negative = grey.Negative();
        var holes = new LevelComponents(negative, Connectivity.Four);
        for (var t = 0; t < cuts.Length; t++)
        {
            holes.Lower(byte.MaxValue - 1 - cuts[t]);
            for (var i = 0; i < holes.Count; i++)
            {
                var box = holes.Box(i);
                if (box.X0 > 0 && box.Y0 > 0 && box.X1 < grey.Width && box.Y1 < grey.Height)
                {
                    best[t] = Math.Max(best[t], Overlap(new(box.X0 - 1, box.Y0 - 1, box.X1 + 1, box.Y1 + 1), grey, truth));
                }
            }
        }

        holes.Dispose();
    }

    // The contour of the largest area is around a component: a hole's is no larger than that of its component.
    private static bool IsLargestRight(GreyPicture grey, int cut, ReadOnlySpan<PixelBox> truth) =>
        Overlap(Contours.FindAbove((byte)cut, grey.Bytes, grey.Width, grey.Height, grey.Stride).MaxBy(c => c.Area).Bounds, grey, truth) >= SingleOverlap;

    /// <summary>The best overlap of a contour's box with the true ones, both ends of it counting as inside, but those at the right and lower edge.</summary>
    private static double Overlap(PixelBox bounds, GreyPicture grey, ReadOnlySpan<PixelBox> truth)
    {
        var box = new PixelBox(bounds.X0, bounds.Y0, Math.Min(bounds.X1, grey.Width - 1) + 1, Math.Min(bounds.Y1, grey.Height - 1) + 1);
        var best = 0.0;
        foreach (var item in truth)
        {
            best = Math.Max(best, box.IntersectionOverUnion(new(item.X0, item.Y0, item.X1 + 1, item.Y1 + 1)));
        }

        return best;
    }
}
