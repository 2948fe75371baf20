namespace ILGPU.Runtime;

/// <summary>All work is done when a launch returns.</summary>
public sealed class AcceleratorStream : AcceleratorObject
{
    internal AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public void Synchronize()
    {
    }
}
