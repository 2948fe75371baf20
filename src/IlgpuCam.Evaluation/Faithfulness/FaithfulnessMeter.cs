using System.Collections.Concurrent;
using System.Collections.Immutable;
using IlgpuCam.Explain;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>Measures how faithful maps are to a network, by forward passes of changed images. May be used by several threads.</summary>
/// <param name="explainer">Runs the network.</param>
/// <param name="options">How it is measured; the defaults if null.</param>
public sealed class FaithfulnessMeter(Explainer explainer, FaithfulnessOptions? options = null)
{
    private readonly FaithfulnessOptions _options = options ?? new();
    private readonly ConcurrentDictionary<Shape, float[]> _ofZeros = new();
    private readonly ConcurrentDictionary<int, float[]> _noise = new();

    // Draws an image that is to be run.
    private delegate void Draw(Span<float> image);

    /// <summary>Measures one map: one pass of the photo times the map, two times one less than <see cref="FaithfulnessOptions.Steps"/>, and two for each share of ROAD.</summary>
    /// <param name="input">The image as the network takes it, [1,C,H,W].</param>
    /// <param name="probabilities">Its class probabilities, as the network gives them.</param>
    /// <param name="classIndex">The class whose map it is.</param>
    /// <param name="map">The map, at any resolution, over the whole input; scaled from its minimum and maximum to 0..1 first.</param>
    /// <param name="cancellationToken">Looked at between the nodes of every pass.</param>
    /// <exception cref="ArgumentException">The input is not one image.</exception>
    public PhotoFaithfulness Measure(Tensor input, ReadOnlySpan<float> probabilities, int classIndex, ActivationMap map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(map);
        if (input.Shape.Rank != 4 || input.Shape[0] != 1)
        {
            throw new ArgumentException($"one image, 1xCxHxW, was expected, found {input.Shape}", nameof(input));
        }

        var (height, width) = (input.Shape[2], input.Shape[3]);
        var pixels = PixelMap.Scaled(map, height, width);
        var order = PixelMap.Order(pixels);
        Draw masked = image => Mask(input.Span, pixels, image);
        int Count(double share) => (int)Math.Round(share * order.Length, MidpointRounding.AwayFromZero);
        var steps = Enumerable.Range(1, _options.Steps - 1).Select(s => Count((double)s / _options.Steps)).ToArray();
        var noise = _noise.GetOrAdd(input.Data.Length, Normal);
        var deviation = (float)(_options.Noise * Deviation(input.Span));
        Draw[] draws =
        [
            masked,
            .. steps.Select(k => (Draw)(image => Delete(input.Span, order.AsSpan(0, k), order.Length, image))),
            .. steps.Select(k => (Draw)(image => Delete(input.Span, order.AsSpan(k), order.Length, image))),
            .. _options.Shares.Select(s => (Draw)(image => Impute(input, order.AsSpan(0, Count(s)), noise, deviation, image))),
            .. _options.Shares.Select(s => (Draw)(image => Impute(input, order.AsSpan(order.Length - Count(s)), noise, deviation, image))),
        ];
        var found = Run(draws, input.Shape, classIndex, cancellationToken);
        double whole = probabilities[classIndex];
        double nothing = _ofZeros.GetOrAdd(input.Shape, shape => Probabilities(new(shape), cancellationToken))[classIndex];
        var (deleted, inserted) = (found[1..(1 + steps.Length)], found[(1 + steps.Length)..(1 + (2 * steps.Length))]);
        var imputed = found[(1 + (2 * steps.Length))..];
        return new(whole, found[0], [whole, .. deleted, nothing], [nothing, .. inserted, whole], imputed[.._options.Shares.Length], imputed[_options.Shares.Length..]);
    }

    private static void Mask(ReadOnlySpan<float> input, ReadOnlySpan<float> pixels, Span<float> image)
    {
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = input[i] * pixels[i % pixels.Length];
        }
    }

    private static void Delete(ReadOnlySpan<float> input, ReadOnlySpan<int> places, int plane, Span<float> image)
    {
        input.CopyTo(image);
        for (; image.Length > 0; image = image[plane..])
        {
            foreach (var place in places)
            {
                image[place] = 0;
            }
        }
    }

    private float[] Probabilities(Tensor images, CancellationToken cancellationToken) => explainer.Forward(images, [explainer.Probabilities], cancellationToken)[0].Data;

    // In batches of one size as far as it goes, so that few plans are compiled.
    private ImmutableArray<double> Run(Draw[] draws, Shape shape, int classIndex, CancellationToken cancellationToken)
    {
        var size = (int)shape.ElementCount;
        var batches = (draws.Length + _options.BatchSize - 1) / _options.BatchSize;
        var found = ImmutableArray.CreateBuilder<double>(draws.Length);
        foreach (var batch in draws.Chunk((draws.Length + batches - 1) / batches))
        {
            var images = new Tensor([batch.Length, shape[1], shape[2], shape[3]]);
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i](images.Span.Slice(i * size, size));
            }

            var scores = Probabilities(images, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                found.Add(scores[(i * (scores.Length / batch.Length)) + classIndex]);
            }
        }

        return found.MoveToImmutable();
    }

    private static void Impute(Tensor input, ReadOnlySpan<int> places, ReadOnlySpan<float> noise, float deviation, Span<float> image)
    {
        var (height, width) = (input.Shape[2], input.Shape[3]);
        var plane = height * width;
        var removed = new bool[plane];
        foreach (var place in places)
        {
            removed[place] = true;
        }

        input.Span.CopyTo(image);
        NeighbourImputation.Fill(image, height, width, removed);
        for (var i = 0; i < image.Length; i++)
        {
            image[i] += removed[i % plane] ? deviation * noise[i] : 0;
        }
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return Math.Sqrt(Math.Max(0, (squares / values.Length) - (sum / values.Length * (sum / values.Length))));
    }

    // Box and Muller 1958; the same for every photo of a size.
    private float[] Normal(int count)
    {
        var random = new SeededRandom(_options.Seed);
        var values = new float[count];
        for (var i = 0; i < count; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(radius * cosine);
            if (i + 1 < count)
            {
                values[i + 1] = (float)(radius * sine);
            }
        }

        return values;
    }
}
