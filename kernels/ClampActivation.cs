namespace IlgpuCam.Kernels;

/// <summary>None, ReLU and clip as one: between the bounds A and B, which are infinite where there is none. NaN stays NaN.</summary>
public readonly struct ClampActivation : IActivation
{
    /// <inheritdoc/>
    public static float Apply(float x, ActivationParameters parameters) => MathF.Min(MathF.Max(x, parameters.A), parameters.B);
}
