namespace IlgpuCam.Compute.OpenCl;

/// <summary>An object of the driver while a call uses it.</summary>
internal readonly ref struct OpenClLoan(OpenClHandle owner, nint value)
{
    /// <summary>The object.</summary>
    internal nint Value => value;

    /// <summary>Gives it back.</summary>
    public void Dispose() => owner.DangerousRelease();
}
