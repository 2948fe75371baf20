using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>The target's value on many images, or on many maps of a layer, that differ a little from one another.</summary>
internal static class Batches
{
    /// <summary>Images of one pass at most.</summary>
    internal const int Most = 16;

    /// <summary>Writes one image or the maps of one.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="values">Receives its values; they may hold an earlier one's.</param>
    internal delegate void Fill(int index, Span<float> values);

    /// <summary>Images of a pass when so many are split evenly; one size throughout needs one plan.</summary>
    internal static int Size(int count)
    {
        var passes = (count + Most - 1) / Most;
        return (count + passes - 1) / passes;
    }

    /// <summary>The target's value on each of several images.</summary>
    internal static double[] OfImages(ExplanationContext context, int count, Fill fill) =>
        Run(context, count, context.Input.Shape, fill, images => context.ScoresOf(images, context.Target.OfProbabilities));

    /// <summary>The target's value with each of several maps in the place of the layer's.</summary>
    internal static double[] OfMaps(ExplanationContext context, int count, Fill fill) =>
        Run(context, count, context.Activations.Shape, fill, maps => context.ScoresFrom(maps, context.Target.OfProbabilities));

    /// <summary>Goes through images batch by batch.</summary>
    /// <param name="context">What is explained.</param>
    /// <param name="count">How many images.</param>
    /// <param name="one">The shape of one.</param>
    /// <param name="fill">Writes each; called by several threads.</param>
    /// <param name="use">Takes a batch, of which only the first few images may count, and the index of the first.</param>
    internal static void ForEach(ExplanationContext context, int count, Shape one, Fill fill, Action<Tensor, int> use)
    {
        var size = Size(count);
        var batch = new Tensor(one.With(0, size));
        var length = batch.Data.Length / size;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = context.Explainer.Threads, CancellationToken = context.CancellationToken };
        for (var first = 0; first < count; first += size)
        {
            var start = first;
            Parallel.For(0, Math.Min(size, count - first), threads, i => fill(start + i, batch.Data.AsSpan(i * length, length)));
            use(batch, first);
        }
    }

    private static double[] Run(ExplanationContext context, int count, Shape one, Fill fill, Func<Tensor, Tensor> run)
    {
        var results = new double[count];
        ForEach(context, count, one, fill, (batch, first) =>
        {
            var scores = run(batch);
            var images = batch.Shape[0];
            var classes = scores.Data.Length / images;
            for (var i = 0; i < images && first + i < count; i++)
            {
                results[first + i] = context.Target.Of(scores.Data.AsSpan(i * classes, classes));
            }
        });
        return results;
    }
}
