namespace IlgpuCam.Localize;

/// <summary>Which neighbours of a pixel belong to the same component.</summary>
public enum Connectivity
{
    /// <summary>The four that share a side.</summary>
    Four = 4,

    /// <summary>Those, and the four that share a corner.</summary>
    Eight = 8,
}
