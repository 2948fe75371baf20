namespace IlgpuCam.Kernels;

/// <summary>An element-wise function with its parameters, as a kernel's argument.</summary>
public struct ActivationParameters
{
    /// <summary>One of <see cref="ActivationCode"/>.</summary>
    public int Code;

    /// <summary>The first parameter; of a clamp (none, ReLU and clip) its lower bound.</summary>
    public float A;

    /// <summary>The second parameter; of a clamp its upper bound.</summary>
    public float B;
}
