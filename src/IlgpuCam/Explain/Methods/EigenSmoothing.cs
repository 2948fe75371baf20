using IlgpuCam.Explain.Algebra;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Eigen smoothing (pytorch-grad-cam's <c>eigen_smooth</c>): instead of the sum over the channels their first principal component, which leaves out
/// what only few of them say. The sign is chosen so that the map does not run against the sum. Methods that do not sum over channels stay as they
/// are.
/// </summary>
/// <param name="method">The method.</param>
public sealed class EigenSmoothing(IExplanationMethod method) : IExplanationMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = method.Info with { Name = $"{method.Info.Name}+eigen", Title = $"{method.Info.Title}, eigen smoothing" };

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => method is IChannelMethod channels ? PrincipalComponent.Of(channels.ChannelMaps(context)) : method.Explain(context);
}
