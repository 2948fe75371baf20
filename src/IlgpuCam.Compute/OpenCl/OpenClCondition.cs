namespace IlgpuCam.Compute.OpenCl;

/// <summary>Whether an accelerator's device still works.</summary>
/// <param name="device">The device, for messages.</param>
internal sealed class OpenClCondition(string device)
{
    private volatile Fault? _fault;

    /// <summary>Whether a fault has made the device unusable.</summary>
    internal bool IsLost => _fault is not null;

    /// <summary>Ends in an exception unless a call succeeded, and remembers it if nothing works from now on.</summary>
    /// <param name="code">What it returned.</param>
    /// <param name="call">Its name.</param>
    /// <param name="kernel">The kernel that it was about.</param>
    /// <param name="isWait">Whether it waits for commands, whose failure it returns.</param>
    /// <exception cref="OpenClException">It failed.</exception>
    /// <exception cref="DeviceLostException">It failed, and everything else will.</exception>
    internal void Check(int code, string call, string? kernel = null, bool isWait = false)
    {
        if (code == OpenClCode.Success)
        {
            return;
        }

        if (OpenClCode.IsLoss(code, isWait))
        {
            _fault ??= new(OpenClCode.Describe(code, call, kernel), new(call, code, OpenClCode.NameOf(code), kernel));
        }

        ThrowIfLost();
        OpenClCode.Check(code, call, kernel);
    }

    /// <summary>Ends in an exception if the device is lost.</summary>
    /// <exception cref="DeviceLostException">It is.</exception>
    internal void ThrowIfLost()
    {
        if (_fault is { } fault)
        {
            throw new DeviceLostException($"{device} is lost: {fault.Description}", fault.Failure);
        }
    }

    private sealed record Fault(string Description, NativeFailure Failure);
}
