namespace IlgpuCam.Benchmarks;

/// <summary>What a column shows.</summary>
internal enum Rate
{
    /// <summary>Operations of the direct algorithm in a second, two a multiply-add.</summary>
    Gflops,

    /// <summary>The same as a share of the processor's measured peak.</summary>
    ShareOfPeak,

    /// <summary>Bytes that have to be read and written at least, in a second.</summary>
    Bandwidth,
}
