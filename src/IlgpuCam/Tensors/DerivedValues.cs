namespace IlgpuCam.Tensors;

/// <summary>
/// Float32 numbers that are computed from other constants whenever they are read. A large weight that importing changes is thus never held beside its source;
/// whoever packs it reads it part by part.
/// </summary>
internal abstract class DerivedValues
{
    /// <summary>Computes some of the numbers.</summary>
    /// <param name="first">The first one, in row-major order.</param>
    /// <param name="destination">As many as are wanted, all of them existing.</param>
    internal abstract void Fill(int first, Span<float> destination);

    /// <summary>Releases the memory that mapped sources of some of the numbers take.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    internal abstract void ReleasePages(int first, int count);
}
