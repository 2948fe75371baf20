namespace IlgpuCam.Explain;

/// <summary>How maps become one.</summary>
public enum FusionRule
{
    /// <summary>The largest value at each place (Jiang et al. 2021, LayerCAM, section III.C).</summary>
    Maximum,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The product: only what all maps show stays.</summary>
    Product,
}
