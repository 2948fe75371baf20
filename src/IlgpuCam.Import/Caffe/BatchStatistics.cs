namespace IlgpuCam.Import.Caffe;

/// <summary>Mean and variance of a batch normalisation.</summary>
/// <param name="Input">The value that is normalised.</param>
/// <param name="Mean">The mean of each channel.</param>
/// <param name="Variance">The variance of each channel.</param>
/// <param name="Epsilon">Added to the variance.</param>
internal sealed record BatchStatistics(string Input, float[] Mean, float[] Variance, float Epsilon);
