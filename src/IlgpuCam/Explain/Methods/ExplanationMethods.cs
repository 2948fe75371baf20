using System.Collections.Immutable;

namespace IlgpuCam.Explain.Methods;

/// <summary>All methods, with their settings as published.</summary>
public static class ExplanationMethods
{
    private static readonly ImmutableArray<(string Ending, Func<IExplanationMethod, IExplanationMethod> Smoothed)> Smoothings =
        [("+aug", m => new AugmentationSmoothing(m)), ("+eigen", m => new EigenSmoothing(m))];

    /// <summary>The methods in the order in which they are listed.</summary>
    public static ImmutableArray<IExplanationMethod> All { get; } =
    [
        new ClassActivationMap(), new GradCam(), new GradCamPlusPlus(), new SmoothGradCamPlusPlus(), new XGradCam(), new LayerCam(), new HiResCam(), new ElementWiseGradCam(), new EigenCam(),
        new EigenGradCam(), new KpcaCam(), new Fem(), new ShapleyCam(), new FinerCam(), new RefineCam(), new FullGrad(), new ScoreCam(), new SmoothedScoreCam(), new IntegratedScoreCam(), new AblationCam(),
        new DeepFeatureFactorization(), new RandomCam(), new Saliency(), new GradientTimesInput(), new GuidedBackPropagation(), new Deconvolution(), new GuidedGradCam(), new IntegratedGradients(),
        new SmoothGrad(), new Occlusion(),
    ];

    /// <summary>Ways to compute some of the methods that are not their papers', to repeat what a library gives: found by name, not listed.</summary>
    public static ImmutableArray<IExplanationMethod> Variants { get; } = [GradCamPlusPlus.OfTorchCam, GradCamPlusPlus.OfPytorchGradCam, Fem.OfPytorchGradCam];

    /// <summary>
    /// The method of a name; case, hyphens and the like do not matter, <c>++</c> is <c>pp</c>. After it may come <c>:LIBRARY</c> for that library's way where it is not the paper's (<c>gradcampp:torchcam</c>), and
    /// <c>+aug</c> and <c>+eigen</c> for smoothing by test-time augmentation and by the principal component.
    /// </summary>
    /// <param name="name">The name, such as <c>gradcam</c> or <c>Grad-CAM++</c>.</param>
    /// <returns>The method, or null where none has the name.</returns>
    public static IExplanationMethod? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (ending, smoothed) in Smoothings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return Find(name[..^ending.Length]) is { } method ? smoothed(method) : null;
            }
        }

        var plain = Plain(name);
        return All.Concat(Variants).FirstOrDefault(m => Plain(m.Info.Name) == plain) ?? All.FirstOrDefault(m => Plain(m.Info.Title) == plain);
    }

    private static string Plain(string name) => string.Concat(name.Replace("+", "p", StringComparison.Ordinal).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
