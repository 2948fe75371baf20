using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>A device's primary context. Everything made in it holds on to it, so that it goes last whatever is disposed first.</summary>
internal sealed class CudaContextHandle : SafeHandle
{
    // What the handles of one device's context share, until a fault has spoilt it and the next accelerator begins anew.
    private static readonly Dictionary<int, Condition> Conditions = [];

    private readonly int _device;
    private readonly Condition _condition;

    private CudaContextHandle(int device, Condition condition, nint context)
        : base(0, ownsHandle: true)
    {
        _device = device;
        _condition = condition;
        SetHandle(context);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether a fault has made the context unusable.</summary>
    internal bool IsLost => _condition.Fault is not null;

    /// <summary>Retains the primary context of a device, after a reset if a fault had spoilt it.</summary>
    internal static CudaContextHandle Retain(int device)
    {
        lock (Conditions)
        {
            if (!Conditions.TryGetValue(device, out var condition) || condition.Fault is not null)
            {
                if (condition is not null)
                {
                    CudaCall.Check(CudaDriver.DevicePrimaryCtxReset(device), "cuDevicePrimaryCtxReset");
                }

                Conditions[device] = condition = new Condition();
            }

            CudaCall.Check(CudaDriver.DevicePrimaryCtxRetain(out var context, device), "cuDevicePrimaryCtxRetain");
            return new CudaContextHandle(device, condition, context);
        }
    }

    /// <summary>Makes the context the calling thread's, which nearly every call of the driver needs.</summary>
    /// <exception cref="ObjectDisposedException">The context and everything in it were disposed.</exception>
    /// <exception cref="DeviceLostException">A fault has made the context unusable.</exception>
    internal void Bind()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ThrowIfLost();
        Check(CudaDriver.CtxSetCurrent(handle), "cuCtxSetCurrent");
    }

    /// <summary>Throws if a call failed, and remembers it if nothing in this context works from now on.</summary>
    /// <param name="code">What the call returned.</param>
    /// <param name="call">Its name.</param>
    /// <param name="kernel">The kernel that it is about, where it is about one.</param>
    /// <param name="details">What else the driver said.</param>
    internal void Check(CudaCode code, string call, string? kernel = null, string? details = null)
    {
        if (code == CudaCode.Success)
        {
            return;
        }

        Note(code, call, kernel);
        ThrowIfLost();
        CudaCall.Check(code, call, kernel, details);
    }

    /// <summary>Remembers a fault after which nothing in this context works.</summary>
    internal void Note(CudaCode code, string call, string? kernel = null)
    {
        if (CudaCall.IsLoss(code))
        {
            _condition.Fault ??= new(CudaCall.Describe(code, call, kernel), new(call, (int)code, CudaCall.Name(code), kernel));
        }
    }

    /// <summary>Runs a release in this context; one that a fault has spoilt was, or will be, emptied as a whole.</summary>
    internal bool Release(Func<nint, CudaCode> release, nint item)
    {
        if (IsLost)
        {
            return true;
        }

        var code = CudaDriver.CtxSetCurrent(handle);
        code = code == CudaCode.Success ? release(item) : code;
        Note(code, "A release");

        // At the process's end the driver may be gone before the last finalizer has run.
        return code is CudaCode.Success or CudaCode.Deinitialized || IsLost;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => CudaDriver.DevicePrimaryCtxRelease(_device) is CudaCode.Success or CudaCode.Deinitialized;

    private void ThrowIfLost()
    {
        if (_condition.Fault is { } fault)
        {
            throw new DeviceLostException($"cuda:{_device} is lost: {fault.Description}", fault.Failure);
        }
    }

    private sealed record Fault(string Description, NativeFailure Failure);

    private sealed class Condition
    {
        /// <summary>What made the context unusable, if something did.</summary>
        internal volatile Fault? Fault;
    }
}
