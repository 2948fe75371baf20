namespace IlgpuCam.Compute;

/// <summary>Three numbers: a place in a grid or group, or its size.</summary>
/// <param name="X">The one that neighbours differ in.</param>
/// <param name="Y">The second.</param>
/// <param name="Z">The third.</param>
public readonly record struct Index3D(int X, int Y, int Z)
{
    /// <summary>The product of all three.</summary>
    public long Size => (long)X * Y * Z;

    /// <summary>A length along the first axis.</summary>
    public static implicit operator Index3D(int x) => new(x, 1, 1);

    /// <summary>A size along two axes.</summary>
    public static implicit operator Index3D((int X, int Y) size) => new(size.X, size.Y, 1);

    /// <summary>A size along three axes.</summary>
    public static implicit operator Index3D((int X, int Y, int Z) size) => new(size.X, size.Y, size.Z);

    /// <inheritdoc/>
    public override string ToString() => $"{X}x{Y}x{Z}";
}
