using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="ActivationGradients"/>, <see cref="Interleaving"/> and <see cref="GradientSeeding"/>.</summary>
internal static class GradientCases
{
    private const double Step = 1e-5;

    internal static IEnumerable<KernelCase> All =>
    [
        new("the gradient of every function at 131 values", d => Array.ForEach(Enum.GetValues<ActivationKind>(), kind => CheckFunction(d, kind, 131))),
        new("gates for guided back-propagation", d => CheckGates(d, ActivationGradients.Guided, (gradient, isOpen) => isOpen ? Math.Max(gradient, 0) : 0)),
        new("gates of the deconvolutional network", d => CheckGates(d, ActivationGradients.Positive, (gradient, _) => Math.Max(gradient, 0))),
        new("closed gates before no number", CheckClosed),
        new("maps of all four phases", d => CheckInterleaving(d, 2, 3, (7, 5), (2, 2), 0, 1, 2, 3)),
        new("maps of one phase of four", d => CheckInterleaving(d, 1, 2, (6, 4), (2, 2), 2)),
        new("maps of some of six phases", d => CheckInterleaving(d, 2, 1, (5, 11), (2, 3), 1, 2, 5)),
        new("a map of one pixel", d => CheckInterleaving(d, 1, 1, (1, 1), (3, 2), 0)),
        new("seeds of one score", d => CheckSeed(d, 1, 1, _ => -3, _ => 0)),
        new("seeds of scores with ties and without numbers", d => CheckSeed(d, 5, 131, i => i % 7 == 2 ? float.NaN : i * 37 % 41, i => i / 131 % 2 == 1 && i % 131 == 130 ? -2 : 0)),
        new("seeds of infinite scores", d => CheckSeed(d, 2, 300, i => i % 300 == 7 ? float.NaN : float.NegativeInfinity, i => i < 300 ? -0f : 1)),
    ];

    // Central differences of the function in double precision; the values of a function with bounds are its results.
    private static void CheckFunction(CaseDevice device, ActivationKind kind, int count)
    {
        var activation = new Activation(kind, 0.3f, 0.6f);
        var isFromResult = kind is ActivationKind.Relu or ActivationKind.Clip;
        var function = ReferenceFunctions.Of(activation);
        var x = Array.ConvertAll(device.Random(count), v => kind is ActivationKind.Log or ActivationKind.Sqrt or ActivationKind.Reciprocal ? Math.Abs(v) + 0.1f : 4 * v);
        var gradient = device.Random(count);
        var values = isFromResult ? Array.ConvertAll(x, v => (float)function(v)) : x;
        var (a, b, output) = (device.Upload(gradient), device.Upload(values), device.Result(count));
        ActivationParameters parameters = new() { Code = (int)kind, A = activation.A, B = activation.B };
        device.Launch(s => ActivationGradients.Apply(s, CaseDevice.Over(count), a, b, output.View, count, ActivationGradients.Derivative, parameters));
        device.Expect([.. x.Select((v, i) => gradient[i] * (function(v + Step) - function(v - Step)) / (2 * Step))], output);
    }

    private static void CheckGates(CaseDevice device, int gates, Func<double, bool, double> rule)
    {
        const int Count = 67;
        var (gradient, values) = (device.Random(Count), Array.ConvertAll(device.Random(Count), v => Math.Clamp(v, CaseDevice.Clamp.A, CaseDevice.Clamp.B)));
        var (a, b, output) = (device.Upload(gradient), device.Upload(values), device.Result(Count));
        device.Launch(s => ActivationGradients.Apply(s, CaseDevice.Over(Count), a, b, output.View, Count, gates, CaseDevice.Clamp));
        device.Expect([.. gradient.Select((g, i) => rule(g, values[i] > CaseDevice.Clamp.A && values[i] < CaseDevice.Clamp.B))], output, 0);
    }

    private static void CheckClosed(CaseDevice device)
    {
        var (gradient, values, output) = (device.Upload(float.NaN, float.PositiveInfinity, 2), device.Upload<float>(0, 0, 1), device.Result(3));
        device.Launch(s => ActivationGradients.Apply(
            s, CaseDevice.Over(3), gradient, values, output.View, 3, ActivationGradients.Derivative, new() { Code = ActivationCode.Relu }));
        device.Expect([0, 0, 2], output, 0);
    }

    private static void CheckInterleaving(CaseDevice device, int images, int channels, (int Height, int Width) size, (int Y, int X) strides, params int[] present)
    {
        var (maps, pixels) = (images * channels, size.Height * size.Width);
        var (rows, columns) = (CaseDevice.Parts(size.Height, strides.Y), CaseDevice.Parts(size.Width, strides.X));
        var phases = present.ToDictionary(p => p, _ => device.Random(maps * rows * columns));
        var (views, output) = (phases.ToDictionary(p => p.Key, p => device.Upload(p.Value)), device.Result(maps * pixels));
        for (var first = 0; first < strides.Y * strides.X; first += Interleaving.Phases)
        {
            InterleaveShape shape = new()
            {
                Height = size.Height, Width = size.Width, StrideY = strides.Y, StrideX = strides.X, PhaseHeight = rows, PhaseWidth = columns, First = first,
                Present = Enumerable.Range(0, Interleaving.Phases).Sum(i => phases.ContainsKey(first + i) ? 1 << i : 0),
            };
            var four = Enumerable.Range(first, Interleaving.Phases).Select(p => views.GetValueOrDefault(p, output.View)).ToArray();
            device.Launch(s => Interleaving.Run(s, CaseDevice.Over(pixels, channels, images), four[0], four[1], four[2], four[3], output.View, shape));
        }

        device.Expect(
            [.. Enumerable.Range(0, maps * pixels).Select(i =>
            {
                var (map, y, x) = (i / pixels, i % pixels / size.Width, i % size.Width);
                return phases.TryGetValue((y % strides.Y * strides.X) + (x % strides.X), out var phase) ? (double)phase[(((map * rows) + (y / strides.Y)) * columns) + (x / strides.X)] : 0;
            })],
            output,
            0);
    }

    private static void CheckSeed(CaseDevice device, int images, int length, Func<int, float> score, Func<int, float> weight)
    {
        float[] scores = [.. Enumerable.Range(0, images * length).Select(score)], weights = [.. Enumerable.Range(0, images * length).Select(weight)];
        var (a, b, output) = (device.Upload(scores), device.Upload(weights), device.Result(images * length));
        device.Launch(s => GradientSeeding.Run(s, (images, GradientSeeding.GroupSize), a, b, output.View, length));
        var expected = new List<double>();
        foreach (var (row, given) in scores.Chunk(length).Zip(weights.Chunk(length)))
        {
            var best = Array.IndexOf(row, row.Where(v => !float.IsNaN(v)).Max());
            expected.AddRange(given.Select((w, i) => (double)(given.Any(g => g != 0) ? w : i == best ? 1 : 0)));
        }

        device.Expect([.. expected], output, 0);
    }
}
