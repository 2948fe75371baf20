using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <content>Maps of other methods than class activation mapping.</content>
public sealed partial class CamModel
{
    private readonly Lazy<Explainer> _explainer;
    private readonly Lazy<TargetLayers> _layers;

    /// <summary>Runs the network forwards and backwards, on the same device, for methods that explain its scores. Made at first use; lives as long as the model.</summary>
    public Explainer Explainer => _explainer.Value;

    /// <summary>The layers that methods can look at, with their resolution at the model's input size.</summary>
    public TargetLayers Layers => _layers.Value;

    private TargetLayers FindLayers()
    {
        var shapes = Network.DefaultShapes();
        shapes[InputName] = [1, 3, Preprocessing.Height, Preprocessing.Width];
        return TargetLayers.Of(ShapeInference.Infer(Network, shapes), Head);
    }

    private PhotoResult LocalizeByMethod(Photo photo, Explanation explanation, ClassRequest request, LocalizeOptions options, CancellationToken cancellationToken)
    {
        var placement = Preprocessing.Place(photo.Width, photo.Height);
        var target = request.Top == 0 && request.Named is [var first, ..] ? ScoreTarget.Logit(first) : ScoreTarget.Best;
        using var explained = explanation.Begin(Explainer, Preprocessing.Apply(photo), target, cancellationToken);

        // Before the scores, which come with it; the best class needs not be known for it.
        explained.First();
        var logits = explained.Logits.ToArray();
        return Result(
            placement, logits, Probabilities(logits), ClassScores.Top(logits, request.Top), request, (c, _) => Locate(explained.MapOf(c), placement, options));
    }

    private ViewForward Explain(float[] input, Preprocessing scale, Explanation explanation, CancellationToken cancellationToken)
    {
        var explained = explanation.Begin(Explainer, new Tensor([1, 3, scale.Height, scale.Width], input), ScoreTarget.Best, cancellationToken);
        return new(explained.Logits.ToArray(), explained.MapOf);
    }
}
