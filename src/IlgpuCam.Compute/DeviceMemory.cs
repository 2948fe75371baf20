namespace IlgpuCam.Compute;

/// <summary>Memory as a kind of device has it.</summary>
internal abstract unsafe class DeviceMemory : IDisposable
{
    /// <summary>Its address where it is in host memory, else null.</summary>
    internal virtual byte* Host => null;

    /// <inheritdoc/>
    public abstract void Dispose();
}
