using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An object of the driver, released when it is disposed or collected.</summary>
internal sealed unsafe class OpenClHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, int> _release;

    /// <summary>Takes an object over.</summary>
    /// <param name="value">The object.</param>
    /// <param name="release">What releases it.</param>
    internal OpenClHandle(nint value, delegate* unmanaged<nint, int> release)
        : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The object.</summary>
    /// <exception cref="ObjectDisposedException">It is released.</exception>
    internal nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle() => _release(handle) == OpenClCode.Success;
}
