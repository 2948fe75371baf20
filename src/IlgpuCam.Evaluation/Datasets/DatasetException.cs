namespace IlgpuCam.Evaluation.Datasets;

/// <summary>A data set cannot be read; the message names the file and, where there is one, the line.</summary>
/// <param name="message">One sentence: the file, what was found and what was expected.</param>
/// <param name="inner">What was behind it.</param>
public sealed class DatasetException(string message, Exception? inner = null) : IlgpuCamException(message, inner);
