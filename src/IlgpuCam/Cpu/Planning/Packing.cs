namespace IlgpuCam.Cpu.Planning;

/// <summary>Who reads packed weights.</summary>
internal enum Packing
{
    /// <summary>The tiles of direct convolutions and of layers.</summary>
    Tiles,

    /// <summary>Products in the frequency domain.</summary>
    Frequencies,

    /// <summary>Sums over few rows.</summary>
    Rows,

    /// <summary>Sums over few columns.</summary>
    Columns,
}
