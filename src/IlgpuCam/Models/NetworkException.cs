namespace IlgpuCam.Models;

/// <summary>A network is inconsistent, or cannot run on the given input: the message names the node, the shapes and what was expected.</summary>
public sealed class NetworkException : IlgpuCamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the node, what was found, what was expected.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public NetworkException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
