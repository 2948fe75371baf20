namespace IlgpuCam.Models.Operators;

/// <summary>How a window or map is reduced to one number.</summary>
public enum PoolingKind
{
    /// <summary>The mean.</summary>
    Average,

    /// <summary>The maximum.</summary>
    Max,
}
