namespace IlgpuCam.Kernels;

/// <summary>What a kernel applies to each value that it stores. Kernels are generic over it so that the usual clamps cost two instructions and no branch.</summary>
public interface IActivation
{
    /// <summary>The function of one value.</summary>
    static abstract float Apply(float x, ActivationParameters parameters);
}
