using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Test-time augmentation (pytorch-grad-cam's <c>aug_smooth</c>): the mean of the maps of the image and its mirror image, each times 0.9, 1 and 1.1,
/// every map cut at 0 and scaled to 0..1. All for the class that is explained on the image itself.
/// </summary>
/// <param name="method">The method; any.</param>
public sealed class AugmentationSmoothing(IExplanationMethod method) : IExplanationMethod
{
    private static readonly float[] Factors = [0.9f, 1, 1.1f];

    /// <inheritdoc/>
    public MethodInfo Info { get; } = method.Info with
    {
        Name = $"{method.Info.Name}+aug",
        Title = $"{method.Info.Title}, augmentation smoothing",
        Forwards = $"6 x ({method.Info.Forwards})",
        Backwards = method.Info.Backwards == "0" ? "0" : $"6 x ({method.Info.Backwards})",
    };

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = new List<ActivationMap>();
        foreach (var factor in Factors)
        {
            foreach (var isMirrored in (ReadOnlySpan<bool>)[false, true])
            {
                var view = factor == 1 && !isMirrored ? context : context.On(View(context.Input, factor, isMirrored));
                var map = method.Explain(view);
                maps.Add(isMirrored ? MapGrid.Mirror(map) : map);
            }
        }

        return MapFusion.Fuse(maps, FusionRule.Mean);
    }

    private static Tensor View(Tensor input, float factor, bool isMirrored)
    {
        var view = new Tensor(input.Shape, Array.ConvertAll(input.Data, v => v * factor));
        var width = input.Shape[3];
        for (var row = 0; isMirrored && row < view.Data.Length; row += width)
        {
            view.Data.AsSpan(row, width).Reverse();
        }

        return view;
    }
}
