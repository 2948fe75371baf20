using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>
/// Memory that the driver allocated where it likes to copy from and to, mapped for the host as long as it lives (OpenCL 1.2 specification,
/// CL_MEM_ALLOC_HOST_PTR).
/// </summary>
internal sealed unsafe class OpenClPinnedHandle : SafeHandle
{
    private const ulong ReadWrite = 1, AllocatedByDriver = 16, MapReadWrite = 3;

    private readonly OpenClApi _api;
    private readonly OpenClHandle _queue;
    private readonly OpenClHandle _buffer;

    /// <summary>Allocates and maps it.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="queue">What mapping and its end are put into.</param>
    /// <param name="bytes">How many.</param>
    internal OpenClPinnedHandle(OpenClAccelerator accelerator, OpenClHandle queue, long bytes)
        : base(0, ownsHandle: true)
    {
        (_api, _queue) = (accelerator.Api, queue);
        int code;
        using var lent = queue.Borrow();
        _buffer = accelerator.CreateBuffer(ReadWrite | AllocatedByDriver, bytes);
        using var buffer = _buffer.Borrow();
        var mapped = (nint)_api.EnqueueMap(lent.Value, buffer.Value, 1, MapReadWrite, 0, (nuint)bytes, 0, null, null, &code);
        if (code != OpenClCode.Success)
        {
            _buffer.Dispose();
            accelerator.Check(code, "clEnqueueMapBuffer");
        }

        // Given back when this is released.
        var isAdded = false;
        queue.DangerousAddRef(ref isAdded);
        _buffer.DangerousAddRef(ref isAdded);
        SetHandle(mapped);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The first byte.</summary>
    /// <exception cref="ObjectDisposedException">It is freed.</exception>
    internal byte* Start
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        var queue = _queue.DangerousGetHandle();
        var code = _api.EnqueueUnmap(queue, _buffer.DangerousGetHandle(), (void*)handle, 0, null, null);
        code = code == OpenClCode.Success ? _api.Finish(queue) : code;
        _buffer.DangerousRelease();
        _buffer.Dispose();
        _queue.DangerousRelease();
        return code == OpenClCode.Success;
    }
}
