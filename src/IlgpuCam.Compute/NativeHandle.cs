using System.Runtime.InteropServices;

namespace IlgpuCam.Compute;

/// <summary>A handle that its accelerator counts while it lives.</summary>
internal abstract class NativeHandle : SafeHandle
{
    private readonly HandleCount _count;

    private protected NativeHandle(HandleCount count, nint value)
        : base(0, ownsHandle: true)
    {
        _count = count;
        SetHandle(value);
        if (value != 0)
        {
            count.Add(1);
        }
    }

    /// <inheritdoc/>
    public sealed override bool IsInvalid => handle == 0;

    /// <summary>The value for a call; the caller keeps this object alive meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">It was released.</exception>
    internal nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    /// <summary>Releases what the handle stands for.</summary>
    private protected abstract bool Free(nint value);

    /// <inheritdoc/>
    protected sealed override bool ReleaseHandle()
    {
        _count.Add(-1);
        return Free(handle);
    }
}
