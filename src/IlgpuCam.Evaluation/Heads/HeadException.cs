namespace IlgpuCam.Evaluation.Heads;

/// <summary>A classifier cannot be trained on these samples.</summary>
/// <param name="message">One sentence: what was found and what was expected.</param>
/// <param name="inner">What was behind it.</param>
public sealed class HeadException(string message, Exception? inner = null) : IlgpuCamException(message, inner);
