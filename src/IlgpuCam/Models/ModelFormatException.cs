namespace IlgpuCam.Models;

/// <summary>A model, weight or preprocessing file is damaged, or holds what this library does not support.</summary>
public sealed class ModelFormatException : IlgpuCamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the file, the offset or node, what was found, what was expected.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public ModelFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
