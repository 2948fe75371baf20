namespace IlgpuCam.Cpu.Planning;

/// <summary>How a value lies in memory.</summary>
internal enum Layout
{
    /// <summary>Dense and row-major, as in a tensor.</summary>
    Plain,

    /// <summary>Row-major [N,C,H,W] with a border of zeros around each map, for the first convolution on few channels.</summary>
    Planar,

    /// <summary>[N,C/b,H,W,b] with b channels side by side, b being the lanes of a vector, with a border around each map. Lanes beyond C are never read as channels.</summary>
    Blocked,
}
