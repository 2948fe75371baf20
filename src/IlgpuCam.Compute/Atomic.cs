namespace IlgpuCam.Compute;

/// <summary>Operations on memory that no other work-item comes in between of. All give the value that was there before. Only inside kernels.</summary>
public static class Atomic
{
    /// <summary>Adds.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Add<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Keeps the smaller.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Min<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Min");

    /// <summary>Keeps the larger.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Max<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Max");

    /// <summary>Keeps the common bits.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T And<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.And");

    /// <summary>Sets bits.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Or<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Or");

    /// <summary>Flips bits.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Xor<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Xor");

    /// <summary>Replaces.</summary>
    /// <typeparam name="T">int, uint, long or ulong; for Add and Exchange also float and double.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="value">The operand.</param>
    /// <returns>What was there before.</returns>
    public static T Exchange<T>(ref T target, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces a value that is as expected.</summary>
    /// <typeparam name="T">int, uint, long or ulong.</typeparam>
    /// <param name="target">The element.</param>
    /// <param name="compare">What has to be there.</param>
    /// <param name="value">What replaces it.</param>
    /// <returns>What was there before.</returns>
    public static T CompareExchange<T>(ref T target, T compare, T value)
        where T : unmanaged => throw KernelOnly.Error("Atomic.CompareExchange");
}
