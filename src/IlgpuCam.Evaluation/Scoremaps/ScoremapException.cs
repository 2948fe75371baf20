namespace IlgpuCam.Evaluation.Scoremaps;

/// <summary>A map that another tool made cannot be read; the message names the file, what was found and what was expected.</summary>
/// <param name="message">One sentence.</param>
/// <param name="inner">What was behind it.</param>
public sealed class ScoremapException(string message, Exception? inner = null) : IlgpuCamException(message, inner);
