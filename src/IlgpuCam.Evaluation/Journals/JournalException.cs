namespace IlgpuCam.Evaluation.Journals;

/// <summary>A journal of an evaluation cannot be used; the message names the file and why.</summary>
/// <param name="message">One sentence.</param>
/// <param name="inner">What was behind it.</param>
public sealed class JournalException(string message, Exception? inner = null) : IlgpuCamException(message, inner);
