using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An object of the driver, released when it is disposed or collected and nobody borrows it.</summary>
internal sealed unsafe class OpenClHandle : SafeHandle
{
    private static long _alive;

    private readonly delegate* unmanaged<nint, int> _release;

    /// <summary>Takes an object over.</summary>
    /// <param name="value">The object.</param>
    /// <param name="release">What releases it.</param>
    internal OpenClHandle(nint value, delegate* unmanaged<nint, int> release)
        : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
        Interlocked.Increment(ref _alive);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>How many there are in this process.</summary>
    internal static long Alive => Interlocked.Read(ref _alive);

    /// <summary>The object, which lives at least as long as the loan.</summary>
    /// <exception cref="ObjectDisposedException">It is released.</exception>
    internal OpenClLoan Borrow()
    {
        var isAdded = false;
        DangerousAddRef(ref isAdded);
        return new(this, handle);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Interlocked.Decrement(ref _alive);
        return _release(handle) == OpenClCode.Success;
    }
}
