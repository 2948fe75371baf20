using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <content>Maps that are added up over several views of a photo.</content>
public sealed partial class CamModel
{
    // The features of all views of these photos lie in memory at once.
    private const int PhotosInViews = 4;

    // Images of one pass on an accelerator.
    private const int MostViews = 16;

    private PhotoResult[] LocalizeViews(
        Photo[] photos, MapViews views, ClassRequest request, LocalizeOptions options, Explanation? explanation, CancellationToken cancellationToken)
    {
        var scales = Scales(views);
        var perPhoto = views.Count / scales.Length;

        // First by scale, then by photo, then by view.
        var forwards = scales.Select(scale =>
        {
            float[][] inputs = [.. photos.SelectMany(photo => Inputs(photo, scale, views))];
            return explanation is null ? Run(scale, inputs, cancellationToken) : [.. inputs.Select(input => Explain(input, scale, explanation, cancellationToken))];
        }).ToArray();
        return [.. photos.Select((photo, i) =>
        {
            var mine = forwards.Select(f => f.AsSpan(i * perPhoto, perPhoto).ToArray()).ToArray();
            var logits = Mean(mine.SelectMany(m => m).Select(v => v.Logits));
            var probabilities = Mean(mine.SelectMany(m => m).Select(v => Probabilities(v.Logits)));
            var placements = scales.Select(s => views.TenCrop ? Placement.Whole(photo.Width, photo.Height) : s.Place(photo.Width, photo.Height)).ToArray();
            var finest = Array.IndexOf(scales, scales.MaxBy(s => (long)s.Width * s.Height));
            return Result(placements[finest], logits, probabilities, ClassScores.Top(probabilities, request.Top), request, (c, _) =>
                Locate(Sum([.. mine.Select((m, s) => ScaleMap(m, scales[s], views, c))], placements, finest), placements[finest], options));
        })];
    }

    private Preprocessing[] Scales(MapViews views)
    {
        var longer = Math.Max(Preprocessing.Height, Preprocessing.Width);
        return views.Scales.IsEmpty ? [Preprocessing] : [.. views.Scales.Select(s => Preprocessing.WithSize(Scaled(Preprocessing.Height, s), Scaled(Preprocessing.Width, s)))];

        int Scaled(int side, int scale) => Math.Max((int)Math.Round((double)side * scale / longer), 1);
    }

    private static IEnumerable<float[]> Inputs(Photo photo, Preprocessing scale, MapViews views)
    {
        var (height, width) = (scale.Height, scale.Width);
        if (!views.TenCrop)
        {
            var input = scale.Apply(photo).Data;
            return views.Flip ? [input, Mirrored(input, width)] : [input];
        }

        var (rows, columns) = (TenCrop.Canvas(height), TenCrop.Canvas(width));
        var canvas = (scale with { Height = rows, Width = columns, Resize = ResizeMode.Squash }).Apply(photo).Data;
        var crops = Enumerable.Range(0, TenCrop.Count / 2).Select(i =>
        {
            var (x, y) = TenCrop.Offset(i, height, width);
            var crop = new float[3 * height * width];
            for (var row = 0; row < 3 * height; row++)
            {
                canvas.AsSpan(((((row / height) * rows) + y + (row % height)) * columns) + x, width).CopyTo(crop.AsSpan(row * width));
            }

            return crop;
        }).ToArray();
        return crops.Concat(crops.Select(c => Mirrored(c, width)));
    }

    private static float[] Mirrored(float[] input, int width)
    {
        var mirrored = input.AsSpan().ToArray();
        for (var row = 0; row < mirrored.Length; row += width)
        {
            mirrored.AsSpan(row, width).Reverse();
        }

        return mirrored;
    }

    private ViewForward[] Run(Preprocessing scale, float[][] inputs, CancellationToken cancellationToken)
    {
        var results = new List<ViewForward>(inputs.Length);
        foreach (var batch in inputs.Chunk(RunsBatches ? MostViews : 1))
        {
            using var lease = _plans.Rent([batch.Length, 3, scale.Height, scale.Width]);
            using var buffers = lease.Pool.Rent();
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i].CopyTo(buffers.Input.Data, i * batch[i].Length);
            }

            buffers.Run(cancellationToken);
            var (logits, features) = (buffers.Outputs[0], buffers.Outputs[^1]);
            var size = features.Span.Length / batch.Length;
            results.AddRange(Enumerable.Range(0, batch.Length).Select(i =>
            {
                var (mine, height, width) = (features.Span.Slice(i * size, size).ToArray(), features.Shape[2], features.Shape[3]);
                return new ViewForward(logits.Span.Slice(i * Head.Classes, Head.Classes).ToArray(), c => Map(mine, height, width, c));
            }));
        }

        return [.. results];
    }

    // The sum of a scale's maps; every second view, or the second half of ten crops, is mirrored.
    private static ActivationMap ScaleMap(ViewForward[] forwards, Preprocessing scale, MapViews views, int classIndex)
    {
        ActivationMap[] maps = [.. forwards.Select(f => f.MapOf(classIndex))];
        if (views.TenCrop)
        {
            return TenCrop.Merge(maps, scale.Height, scale.Width);
        }

        return maps is [var map, var mirrored] ? Add(map, MapGrid.Mirror(mirrored)) : maps[0];
    }

    // All on the grid of the finest.
    private static ActivationMap Sum(ActivationMap[] maps, Placement[] placements, int finest)
    {
        var sum = maps[finest];
        for (var i = 0; i < maps.Length; i++)
        {
            sum = i == finest ? sum : Add(sum, MapGrid.Resample(maps[i], placements[i], sum.Height, sum.Width, placements[finest]));
        }

        return sum;
    }

    private static ActivationMap Add(ActivationMap first, ActivationMap second) => new(first.Height, first.Width, [.. first.Values.Zip(second.Values, (a, b) => a + b)]);

    private static float[] Mean(IEnumerable<float[]> vectors)
    {
        var all = vectors.ToArray();
        return all is [var only] ? only : [.. Enumerable.Range(0, all[0].Length).Select(i => all.Sum(v => v[i]) / all.Length)];
    }

    private sealed record ViewForward(float[] Logits, Func<int, ActivationMap> MapOf);
}
