namespace IlgpuCam.Cpu.Kernels;

/// <summary>What a pooling does with the elements of a window.</summary>
internal interface IReduction<TVector>
{
    /// <summary>The result of no element.</summary>
    static abstract float Start { get; }

    static abstract TVector Combine(TVector total, TVector x);
}
