using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Cli;

/// <summary>Samples whose photos could be read, with their features.</summary>
internal sealed class HeadData
{
    /// <summary>The samples.</summary>
    internal List<HeadSample> Samples { get; } = [];

    /// <summary>The features of each.</summary>
    internal List<float[]> Features { get; } = [];

    /// <summary>How many photos could not be read.</summary>
    internal int Failed { get; set; }

    internal void Add(HeadSample sample, float[] features)
    {
        Samples.Add(sample);
        Features.Add(features);
    }
}
