namespace IlgpuCam.Explain.Methods;

/// <summary>The inner products of <see cref="KpcaCam"/>.</summary>
public enum KernelFunction
{
    /// <summary>tanh(gamma x.y + 1).</summary>
    Sigmoid,

    /// <summary>exp(-gamma |x - y|^2).</summary>
    RadialBasis,
}
