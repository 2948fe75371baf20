namespace ILGPU.Runtime;

public abstract class AcceleratorObject
{
    private protected AcceleratorObject(Accelerator accelerator)
    {
        Accelerator = accelerator;
    }

    public Accelerator Accelerator { get; }
}
