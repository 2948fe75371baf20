namespace ILGPU;

/// <summary>A group's barrier and shared memory.</summary>
internal sealed class RunningGroup(int size) : IDisposable
{
    private readonly Dictionary<int, Array> _memory = [];

    public Barrier Barrier { get; } = new(size);

    /// <summary>The first fault of a work-item.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The allocation of a number: all work-items make them in the same order.</summary>
    public T[] Memory<T>(int number, int length)
        where T : unmanaged
    {
        lock (_memory)
        {
            if (!_memory.TryGetValue(number, out var memory))
            {
                _memory.Add(number, memory = UndefinedMemory.Of<T>(length));
            }

            return (T[])memory;
        }
    }

    public void Dispose() => Barrier.Dispose();
}
