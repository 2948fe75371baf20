namespace IlgpuCam.Explain;

/// <summary>One map from several of the same image, such as those of several layers.</summary>
public static class MapFusion
{
    /// <summary>Brings each map to the range 0 to 1, negative values cut, then to the grid of the most rows and the most columns, then all together.</summary>
    /// <param name="maps">The maps, at least one.</param>
    /// <param name="rule">How.</param>
    /// <returns>Values from 0 to 1.</returns>
    /// <exception cref="ArgumentException">There is no map.</exception>
    public static ActivationMap Fuse(IReadOnlyList<ActivationMap> maps, FusionRule rule = FusionRule.Maximum)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count == 0)
        {
            throw new ArgumentException("at least one map was expected", nameof(maps));
        }

        var (height, width) = (maps.Max(m => m.Height), maps.Max(m => m.Width));
        ActivationMap[] alike = [.. maps.Select(m => MapGrid.Resample(MapScaling.ToUnit(m), height, width))];
        var fused = new float[height * width];
        for (var i = 0; i < fused.Length; i++)
        {
            fused[i] = rule switch
            {
                FusionRule.Maximum => alike.Max(m => m.Values[i]),
                FusionRule.Mean => alike.Average(m => m.Values[i]),
                _ => alike.Aggregate(1f, (product, m) => product * m.Values[i]),
            };
        }

        return new(height, width, fused);
    }
}
