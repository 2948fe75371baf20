namespace IlgpuCam.Images;

/// <summary>An image is damaged, too large, or in a format that is not supported.</summary>
public sealed class ImageFormatException : IlgpuCamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the format, the offset where it is known, what was found, what was expected.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public ImageFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
