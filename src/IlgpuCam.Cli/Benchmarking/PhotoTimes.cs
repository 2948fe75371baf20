namespace IlgpuCam.Cli.Benchmarking;

/// <summary>What the way of a photo to its box takes, in milliseconds a photo.</summary>
/// <param name="Decode">Reading and decoding the file, on one thread.</param>
/// <param name="Resample">From pixels to the network's input, on one thread.</param>
/// <param name="Forward">The network, on one thread.</param>
/// <param name="Localize">Map, upsampling, threshold, components and box of the best class, on one thread.</param>
/// <param name="Whole">All of it, photos shared out over the threads: the time of a folder divided by its photos.</param>
internal sealed record PhotoTimes(double Decode, double Resample, double Forward, double Localize, double Whole)
{
    /// <summary>The parts' sum.</summary>
    internal double OneThread => Decode + Resample + Forward + Localize;

    /// <summary>The share of what so many threads could do, were nothing lost by sharing.</summary>
    /// <param name="threads">The threads.</param>
    internal double Efficiency(int threads) => OneThread / (threads * Whole);
}
