using System.Runtime.InteropServices;

namespace ILGPU;

/// <summary>What memory holds that no one has written: a float of it is no number.</summary>
internal static class UndefinedMemory
{
    internal static T[] Of<T>(int length)
        where T : unmanaged
    {
        var memory = new T[length];
        MemoryMarshal.AsBytes(memory.AsSpan()).Fill(0xff);
        return memory;
    }
}
