using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="ActivationGradients"/>, <see cref="Interleaving"/> and <see cref="GradientSeeding"/>.</summary>
internal static class GradientCases
{
    private const double Step = 1e-5;

    private static readonly ActivationKind[] Rectifiers = Array.FindAll(Enum.GetValues<ActivationKind>(), kind => new ActivationGradient(new(kind)).IsRectifier);

    internal static IEnumerable<KernelCase> All =>
    [
        new("the gradient of every function at 131 values", d => Array.ForEach(Enum.GetValues<ActivationKind>(), kind => CheckFunction(d, kind, 131))),
        new("gates for guided back-propagation", d => Array.ForEach(Rectifiers, kind => CheckGates(d, kind, ActivationGradients.Guided))),
        new("gates of the deconvolutional network", d => Array.ForEach(Rectifiers, kind => CheckGates(d, kind, ActivationGradients.Positive))),
        new("closed gates before no number", CheckClosed),
        new("maps of all four phases", d => CheckInterleaving(d, 2, 3, (7, 5), (2, 2), 0, 1, 2, 3)),
        new("maps of one phase of four", d => CheckInterleaving(d, 1, 2, (6, 4), (2, 2), 2)),
        new("maps of some of six phases", d => CheckInterleaving(d, 2, 1, (5, 11), (2, 3), 1, 2, 5)),
        new("a map of one pixel", d => CheckInterleaving(d, 1, 1, (1, 1), (3, 2), 0)),
        new("seeds of one score", d => CheckSeed(d, 1, 1, _ => -3, _ => 0)),
        new("seeds of scores with ties and without numbers", d => CheckSeed(d, 5, 131, i => i % 7 == 2 ? float.NaN : i * 37 % 41, i => i / 131 % 2 == 1 && i % 131 == 130 ? -2 : 0)),
        new("seeds of infinite scores", d => CheckSeed(d, 2, 300, i => i % 300 == 7 ? float.NaN : float.NegativeInfinity, i => i < 300 ? -0f : 1)),
    ];

    private static void CheckFunction(CaseDevice device, ActivationKind kind, int count)
    {
        var x = Array.ConvertAll(device.Random(count), v => kind is ActivationKind.Log or ActivationKind.Sqrt or ActivationKind.Reciprocal ? Math.Abs(v) + 0.1f : 4 * v);
        Check(device, kind, x, ActivationGradients.Derivative, (gradient, _, slope) => gradient * slope);
    }

    private static void CheckGates(CaseDevice device, ActivationKind kind, int gates)
    {
        var x = Array.ConvertAll(device.Random(67), v => 4 * v);
        Check(device, kind, x, gates, (gradient, v, slope) => gates == ActivationGradients.Positive ? Math.Max(gradient, 0) : gradient > 0 && v > 0 ? gradient * slope : 0);
    }

    // Central differences of the function in double precision.
    private static void Check(CaseDevice device, ActivationKind kind, float[] x, int gates, Func<double, double, double, double> rule)
    {
        var activation = new Activation(kind, 0.3f, 0.6f);
        var function = ReferenceFunctions.Of(activation);
        var gradient = device.Random(x.Length);
        var values = new ActivationGradient(activation).IsFromResult ? Array.ConvertAll(x, v => (float)function(v)) : x;
        var (a, b, output) = (device.Upload(gradient), device.Upload(values), device.Result(x.Length));
        ActivationParameters parameters = new() { Code = (int)kind, A = activation.A, B = activation.B };
        device.Launch(s => ActivationGradients.Apply(s, CaseDevice.Over(x.Length), a, b, output.View, x.Length, gates, parameters));
        device.Expect([.. x.Select((v, i) => rule(gradient[i], v, (function(v + Step) - function(v - Step)) / (2 * Step)))], output);
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
