namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two vectors and of two parameters a channel.</summary>
internal interface IElementwise<TVector>
{
    /// <param name="x">The first input.</param>
    /// <param name="y">The second input, or the first again.</param>
    /// <param name="a">The first parameter.</param>
    /// <param name="b">The second parameter.</param>
    static abstract TVector Apply(TVector x, TVector y, TVector a, TVector b);
}
