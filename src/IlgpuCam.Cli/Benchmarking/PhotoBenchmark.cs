using System.Diagnostics;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Benchmarking;

/// <summary>Measures the way from photos to boxes: its parts one after the other on one thread, and the whole as <c>localize</c> does it, in turn.</summary>
/// <param name="model">A model on the processor, one thread a photo.</param>
/// <param name="photos">The photos; all can be decoded.</param>
/// <param name="workers">How many photos are worked on at once.</param>
internal sealed class PhotoBenchmark(CamModel model, IReadOnlyList<InputFile> photos, int workers)
{
    private const int Rounds = 3;

    // A machine's clock and code come to rest within a second or two.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private enum Part
    {
        Decode,
        Resample,
        Forward,
        Localize,
        Whole,
    }

    /// <summary>Measures.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The medians of three rounds.</returns>
    internal PhotoTimes Measure(CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
        {
            Round(cancellation);
        }

        double[][] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Round(cancellation))];
        double Of(Part part) => rounds.Select(r => r[(int)part]).Order().ElementAt(Rounds / 2);
        return new(Of(Part.Decode), Of(Part.Resample), Of(Part.Forward), Of(Part.Localize), Of(Part.Whole));
    }

    private double[] Round(CancellationToken cancellation)
    {
        var times = new double[Enum.GetValues<Part>().Length];
        foreach (var photo in photos)
        {
            cancellation.ThrowIfCancellationRequested();
            Parts(photo, times, cancellation);
        }

        var start = Stopwatch.GetTimestamp();
        var pictures = new PictureWriter(new Dictionary<InputFile, string>(), several: false) { Localizer = new() };
        foreach (var outcome in new PhotoWork(model, new() { Top = 1 }, pictures, DecodeOptions.Default).Run(photos, workers, cancellation))
        {
            if (outcome.Error is { } error)
            {
                throw new FailureException(error);
            }
        }

        Lap(Part.Whole, ref start, times);
        return [.. times.Select(t => t / photos.Count)];
    }

    private void Parts(InputFile photo, double[] times, CancellationToken cancellation)
    {
        var input = new Tensor([1, 3, model.Preprocessing.Height, model.Preprocessing.Width]);
        var start = Stopwatch.GetTimestamp();
        var decoded = ImageFile.Load(photo.Path).Photo;
        Lap(Part.Decode, ref start, times);
        model.Preprocessing.Apply(decoded, input.Data);
        Lap(Part.Resample, ref start, times);
        var scores = model.Forward(input, cancellation);
        Lap(Part.Forward, ref start, times);
        var best = scores.Logits.Data.AsSpan().IndexOf(scores.Logits.Data.Max());
        Localizer.Locate(model.Map(scores.Features!, 0, Math.Max(best, 0)), model.Preprocessing.Place(decoded.Width, decoded.Height));
        Lap(Part.Localize, ref start, times);
    }

    private static void Lap(Part part, ref long start, double[] times)
    {
        var now = Stopwatch.GetTimestamp();
        times[(int)part] += Stopwatch.GetElapsedTime(start, now).TotalMilliseconds;
        start = now;
    }
}
