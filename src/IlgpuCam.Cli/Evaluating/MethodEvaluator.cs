using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using IlgpuCam.Evaluation.Faithfulness;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>
/// Makes records by explanation methods. Each has a context of its own, so that its time is what it takes alone; further classes of the photo share the passes that do not depend on the class.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="truth">What is true of a photo.</param>
/// <param name="localizer">How boxes are made.</param>
/// <param name="methods">The methods.</param>
internal sealed class MethodEvaluator(CamModel model, SampleTruth truth, LocalizerOptions localizer, IReadOnlyList<EvaluatedMethod> methods) : IPhotoEvaluator
{
    private const int Best = 5;
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>Measures faithfulness; null where it is not asked for.</summary>
    internal FaithfulnessMeter? Meter { get; init; }

    /// <summary>Whether the boxes are judged at every threshold, too.</summary>
    internal bool IsVaried { get; init; }

    /// <summary>Whether methods that the network does not allow are left out; otherwise the first ends the run.</summary>
    internal bool LeavesOut { get; init; }

    /// <summary>Where random numbers start.</summary>
    internal int Seed { get; init; }

    /// <inheritdoc/>
    public int BatchSize => 1;

    /// <inheritdoc/>
    public PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation) => Array.ConvertAll(photos, p =>
    {
        var record = truth.Describe(p.Photo.Sample, p.Photo.Index) with { Error = p.Pixels.Error, Warnings = [.. p.Pixels.Warnings] };
        return p.Pixels.Photo is { } photo ? Evaluate(p.Photo, record, photo, cancellation) : record;
    });

    private PhotoRecord Evaluate(EvaluatedPhoto photo, PhotoRecord record, Photo pixels, CancellationToken cancellation)
    {
        Tensor input;
        float[] logits;
        try
        {
            input = model.Preprocessing.Apply(pixels);
            logits = model.Explainer.Forward(input, [model.Head.Logits], cancellation)[0].Data;
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            return record with { Error = e.Message };
        }

        var probabilities = new float[logits.Length];
        ClassScores.Probabilities(model.Head.ProbabilityKind, logits, probabilities);
        var placement = model.Preprocessing.Place(pixels.Width, pixels.Height);
        record = SampleTruth.WithSize(record, photo.Sample, placement.PhotoWidth, placement.PhotoHeight) with
        {
            ScaleX = model.Preprocessing.Width / placement.Width,
            ScaleY = model.Preprocessing.Height / placement.Height,
            Top = [.. ClassScores.Top(logits, Math.Min(Best, logits.Length)).Select(c => Scored(c, logits, probabilities))],
        };
        return record with { Methods = [.. methods.Select(m => Explain(m, photo, record, new(input, logits, probabilities, placement), cancellation))] };
    }

    private MethodFinding Explain(EvaluatedMethod method, EvaluatedPhoto photo, PhotoRecord record, Pass pass, CancellationToken cancellation)
    {
        if (_refused.TryGetValue(method.Name, out var reason))
        {
            return new(method.Name) { Error = reason };
        }

        try
        {
            var start = Stopwatch.GetTimestamp();
            using var context = new ExplanationContext(model.Explainer, pass.Input, ScoreTarget.Best, method.Layer, Seed, cancellation);
            var best = method.Method.Explain(context);
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            return Judge(method, photo, record, pass, context, best, cancellation) with { Milliseconds = time };
        }
        catch (NetworkException e)
        {
            if (!LeavesOut)
            {
                throw new FailureException($"--method {method.Name}: {e.Message}");
            }

            if (_refused.TryAdd(method.Name, e.Message))
            {
                CommandHost.Report($"{method.Name} is left out: {e.Message}");
            }

            return new(method.Name) { Error = e.Message };
        }
    }

    private MethodFinding Judge(
        EvaluatedMethod method, EvaluatedPhoto photo, PhotoRecord record, Pass pass, ExplanationContext context, ActivationMap best, CancellationToken cancellation)
    {
        var first = record.Top[0].Class;
        var maps = record.Labels.ToDictionary(c => c, c => c == first ? best : method.Method.Explain(context.With(ScoreTarget.Logit(c))));
        return new(method.Name)
        {
            Best = Found(first, best, pass),
            Asked = [.. maps.OrderBy(m => m.Key).Select(m => Found(m.Key, m.Value, pass))],
            Curves = CurveShares.AddTo(record, photo.Sample, c => maps[c], pass.Placement, IsVaried ? localizer : null).Curves,
            Faithfulness = Meter?.Measure(pass.Input, pass.Probabilities, first, best, cancellation),
        };
    }

    private ClassFinding Found(int classIndex, ActivationMap map, Pass pass)
    {
        var place = Localizer.Locate(map, pass.Placement, localizer, out var boxes);
        return Scored(classIndex, pass.Logits, pass.Probabilities) with { Boxes = boxes, Peak = place.Peak };
    }

    private static ClassFinding Scored(int classIndex, float[] logits, float[] probabilities) =>
        new(classIndex, ModelEvaluator.Finite(probabilities[classIndex]), ModelEvaluator.Finite(logits[classIndex]), default, default);

    private sealed record Pass(Tensor Input, float[] Logits, float[] Probabilities, Placement Placement);
}
