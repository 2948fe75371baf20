namespace IlgpuCam;

/// <summary>The base of every error this library reports. The message is one sentence that names the file or operator, what was found, and what was expected.</summary>
public abstract class IlgpuCamException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence for a person: where, what was found, what was expected.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    protected IlgpuCamException(string message, Exception? innerException = null)
        : base(MessageText.OneLine(message), innerException)
    {
    }
}
