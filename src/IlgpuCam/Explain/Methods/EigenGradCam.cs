using IlgpuCam.Explain.Algebra;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Eigen-Grad-CAM: the first principal component of maps times gradients, so Eigen-CAM for a class (pytorch-grad-cam's own method). The sign is
/// chosen so that the map does not run against HiResCAM's.
/// </summary>
public sealed class EigenGradCam : IExplanationMethod
{
    private readonly HiResCam _products = new();

    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "eigengradcam", "Eigen-Grad-CAM",
        "Gildenblat and contributors, PyTorch library for CAM methods, 2021",
        "1", "1", MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => PrincipalComponent.Of(_products.ChannelMaps(context));
}
