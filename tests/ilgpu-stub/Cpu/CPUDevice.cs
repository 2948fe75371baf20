namespace ILGPU.Runtime.CPU;

public sealed class CPUDevice
{
    public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numThreadsPerWarp, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(numWarpsPerMultiprocessor, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.PopCount(numWarpsPerMultiprocessor), 1, nameof(numWarpsPerMultiprocessor));
        ArgumentOutOfRangeException.ThrowIfLessThan(numMultiprocessors, 1);
        MaxNumThreadsPerGroup = numThreadsPerWarp * numWarpsPerMultiprocessor;
    }

    /// <summary>Four warps of four.</summary>
    public static CPUDevice Default { get; } = new(4, 4, 1);

    public int MaxNumThreadsPerGroup { get; }
}
