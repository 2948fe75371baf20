namespace IlgpuCam.Compute;

/// <summary>Three counts or places; x runs fastest.</summary>
/// <param name="X">Along x.</param>
/// <param name="Y">Along y.</param>
/// <param name="Z">Along z.</param>
public readonly record struct Index3D(int X, int Y, int Z)
{
    /// <summary>The product of the three.</summary>
    public long Size => (long)X * Y * Z;

    /// <summary>Along x only: (x, 1, 1).</summary>
    public static implicit operator Index3D(int x) => new(x, 1, 1);

    /// <summary>Along x and y: (x, y, 1).</summary>
    public static implicit operator Index3D((int X, int Y) index) => new(index.X, index.Y, 1);

    /// <summary>All three.</summary>
    public static implicit operator Index3D((int X, int Y, int Z) index) => new(index.X, index.Y, index.Z);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";
}
