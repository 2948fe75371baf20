namespace IlgpuCam.Benchmarks;

/// <summary>A benchmark's parameter that knows how much there is to do.</summary>
public interface IWork
{
    /// <summary>Operations of the direct algorithm, two a multiply-add; 0 where they do not count.</summary>
    double Operations { get; }

    /// <summary>Bytes that are read and written at least.</summary>
    double Bytes { get; }
}
