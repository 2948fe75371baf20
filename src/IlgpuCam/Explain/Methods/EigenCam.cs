using IlgpuCam.Explain.Algebra;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Eigen-CAM: the maps, one point a place, projected on their first principal component, whatever the class (Muhammad and Yeasin 2020). As everyone
/// computes it each channel's mean is taken away first; the paper's formula does not say so. The sign is chosen so that the map does not run against
/// the sum of the maps.
/// </summary>
public sealed class EigenCam : IExplanationMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "eigencam", "Eigen-CAM", "Muhammad, Yeasin, Eigen-CAM: Class Activation Map using Principal Components, 2020", "1", "0", MethodNeeds.Activations);

    /// <summary>Whether each channel's mean is taken away first.</summary>
    public bool IsCentred { get; init; } = true;

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return PrincipalComponent.Of(context.Activations, IsCentred);
    }
}
