namespace IlgpuCam.Compute;

/// <summary>How many native handles an accelerator holds.</summary>
internal sealed class HandleCount
{
    private int _value;

    internal int Value => Volatile.Read(ref _value);

    internal void Add(int change) => Interlocked.Add(ref _value, change);
}
