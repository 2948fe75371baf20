namespace ILGPU.Runtime.CPU;

public sealed class CPUAccelerator : Accelerator
{
    private readonly CPUDevice _device;

    internal CPUAccelerator(Context context, CPUDevice device)
        : base(context)
    {
        _device = device;
    }

    public override int MaxNumThreadsPerGroup => _device.MaxNumThreadsPerGroup;
}
