namespace IlgpuCam.Cpu.Kernels;

/// <summary>x / y^exponent.</summary>
internal interface IQuotient<TVector>
{
    static abstract TVector Apply(TVector x, TVector y, TVector exponent);
}
