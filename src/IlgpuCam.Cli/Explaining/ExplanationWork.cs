using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Explaining;

/// <summary>Asks several methods about one photo and two classes.</summary>
/// <param name="model">The model.</param>
/// <param name="layers">The layers for methods that take any; empty for the automatic choice.</param>
/// <param name="seed">Where random numbers start.</param>
internal sealed class ExplanationWork(CamModel model, IReadOnlyList<TargetLayer> layers, int seed)
{
    /// <summary>Methods that cost a few passes at most, but for the last one, and differ in what they look at.</summary>
    private static readonly string[] Usual = ["gradcam", "gradcampp", "layercam", "finercam", "ablationcam", "saliency", "guidedgradcam", "integratedgradients"];

    /// <summary>The methods where none is named.</summary>
    internal static IReadOnlyList<IExplanationMethod> UsualMethods => [.. Usual.Select(ExplanationMethods.Find).OfType<IExplanationMethod>()];

    /// <summary>Runs the methods.</summary>
    /// <param name="photo">The photo as displayed.</param>
    /// <param name="named">The class that is asked about; null for the best.</param>
    /// <param name="expected">The class that was expected; null for the best of the others.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="unfit">Takes the sentence about a method that the network does not allow; null where that is an error.</param>
    /// <param name="cancellation">Looked at between the nodes of every pass.</param>
    internal ExplanationReport Run(
        RgbImage photo, int? named, int? expected, IReadOnlyList<IExplanationMethod> methods, Action<string>? unfit, CancellationToken cancellation)
    {
        var input = model.Preprocessing.Apply(photo);
        using var context = new ExplanationContext(
            model.Explainer, input, named is { } asked ? ScoreTarget.Logit(asked) : ScoreTarget.Best, layers.Count > 0 ? layers[0].Value : null, seed, cancellation);
        float[] logits = [.. context.Logits];
        var probabilities = new float[logits.Length];
        ClassScores.Probabilities(model.Head.ProbabilityKind, logits, probabilities);
        ExplainedClass[] classes = [.. Choose(logits, named, expected).Select(c => new ExplainedClass(c.Role, c.Index, model.LabelOf(c.Index), logits[c.Index], probabilities[c.Index]))];

        var placement = model.Preprocessing.Place(photo.Width, photo.Height);
        var explained = new List<ExplainedMethod>();
        foreach (var method in methods)
        {
            try
            {
                explained.Add(Explain(method, context, classes, placement));
            }
            catch (NetworkException e) when (unfit is not null)
            {
                unfit($"{method.Info.Title} is left out: {e.Message}");
            }
        }

        return new(model, photo, input, (logits, probabilities), classes, explained);
    }

    /// <summary>The classes: the one asked about, and the one that it is held against.</summary>
    internal static IEnumerable<(string Role, int Index)> Choose(float[] logits, int? named, int? expected)
    {
        var best = ClassScores.Top(logits, 2);
        var first = named ?? best[0];
        yield return (first == best[0] ? "predicted" : "class", first);
        if (expected is { } other && other != first)
        {
            yield return ("expected", other);
        }
        else if (best.Length > 1)
        {
            yield return first == best[0] ? ("runner_up", best[1]) : ("predicted", best[0]);
        }
    }

    private ExplainedMethod Explain(IExplanationMethod method, ExplanationContext context, ExplainedClass[] classes, Placement placement)
    {
        var looked = !method.Info.TakesLayers ? [] : layers.Count > 0 ? layers : model.Layers.Automatic is { } automatic ? [automatic] : [];
        var atLayers = looked.Count > 1 ? method.At([.. looked.Select(l => l.Value)]) : method;
        return new(method, looked, [.. classes.Select(c =>
        {
            var map = atLayers.Explain(context.With(ScoreTarget.Logit(c.Index)));
            return new ExplainedMap(c, map, Localizer.Locate(map, placement));
        })]);
    }
}
