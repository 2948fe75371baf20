namespace IlgpuCam.Compute;

/// <summary>Something put into a stream that a graph can do again.</summary>
internal abstract class RecordedCommand
{
    /// <summary>Throws if a buffer that it uses was disposed.</summary>
    internal abstract void Check();

    internal abstract void Run(AcceleratorStream stream);
}
