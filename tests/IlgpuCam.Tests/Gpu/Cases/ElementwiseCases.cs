using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Elementwise"/> with every function, and <see cref="StridedCopy"/>.</summary>
internal static class ElementwiseCases
{
    private static readonly (int Operation, Func<double, double, double> Function)[] Operations =
    [
        (Elementwise.Add, (a, b) => a + b), (Elementwise.Multiply, (a, b) => a * b), (Elementwise.Subtract, (a, b) => a - b), (Elementwise.Divide, (a, b) => a / b),
        (Elementwise.Minimum, Math.Min), (Elementwise.Maximum, Math.Max), (Elementwise.Power, Math.Pow), (Elementwise.Slope, (a, b) => a < 0 ? a * b : a),
    ];

    internal static IEnumerable<KernelCase> All =>
    [
        new("every function of 131 values", d => Array.ForEach(Enum.GetValues<ActivationKind>(), kind => CheckFunction(d, kind, 131))),
        new("a function of one value, in place", CheckInPlace),
        new("every operation with repeated operands", d => Array.ForEach(Operations, o => CheckOperation(d, o.Operation, o.Function))),
        new("a copy that transposes", CheckTransposition),
        new("a copy of one element", CheckOneElement),
        new("a copy along five axes", CheckFiveAxes),
    ];

    private static void CheckFunction(CaseDevice device, ActivationKind kind, int count)
    {
        var x = Array.ConvertAll(device.Random(count), v => kind is ActivationKind.Log or ActivationKind.Sqrt ? Math.Abs(v) + 0.01f : 3 * v);
        var (input, output) = (device.Upload(x), device.Result(count));
        device.Launch(s => Elementwise.Apply(s, CaseDevice.Over(count), input, output.View, count, new() { Code = (int)kind, A = 0.7f, B = 1.3f }));
        var function = ReferenceFunctions.Of(new Activation(kind, 0.7f, 1.3f));
        device.Expect([.. x.Select(v => function(v))], output);
    }

    private static void CheckInPlace(CaseDevice device)
    {
        var values = device.Result(1, -0.5f);
        device.Launch(s => Elementwise.Apply(s, CaseDevice.Over(1), values.View, values.View, 1, new() { Code = ActivationCode.Abs }));
        device.Expect([0.5], values);
    }

    // The left operand is repeated along the first and the third axis, the right one along the second and the last.
    private static void CheckOperation(CaseDevice device, int operation, Func<double, double, double> function)
    {
        const int D0 = 2, D1 = 3, D2 = 5, D3 = 7;
        var left = Array.ConvertAll(device.Random(D1 * D3), v => operation == Elementwise.Power ? Math.Abs(v) + 0.1f : v);
        var right = Array.ConvertAll(device.Random(D0 * D2), v => operation == Elementwise.Divide ? v + MathF.CopySign(0.1f, v) : v);
        var (a, b, output) = (device.Upload(left), device.Upload(right), device.Result(D0 * D1 * D2 * D3));
        BroadcastShape shape = new() { Length1 = D1, Length2 = D2, Length3 = D3, Left1 = D3, Left3 = 1, Right0 = D2, Right2 = 1 };
        device.Launch(s => Elementwise.Combine(s, CaseDevice.Over(D0 * D1 * D2 * D3), a, b, output.View, D0 * D1 * D2 * D3, operation, shape, CaseDevice.Silu));
        var silu = ReferenceFunctions.Of(Activation.Silu);
        device.Expect(
            [.. Enumerable.Range(0, D0 * D1 * D2 * D3).Select(i => silu(function(left[(i / (D2 * D3) % D1 * D3) + (i % D3)], right[(i / (D1 * D2 * D3) * D2) + (i / D3 % D2)])))],
            output);
    }

    // [2, 3, 5, 7] to [7, 2, 5, 3], behind 4 elements and before 2.
    private static void CheckTransposition(CaseDevice device)
    {
        const int D0 = 2, D1 = 3, D2 = 5, D3 = 7, Before = 4, After = 2, Skipped = 3;
        var x = device.Random(Skipped + (D0 * D1 * D2 * D3));
        var (input, output) = (device.Upload(x), device.Result(Before + (D0 * D1 * D2 * D3) + After));
        BroadcastShape shape = new()
        {
            Length1 = D1, Length2 = D2, Length3 = D3, Left0 = D1 * D2 * D3, Left1 = D2 * D3, Left2 = D3, Left3 = 1, Right0 = D2 * D1, Right1 = 1, Right2 = D1, Right3 = D0 * D2 * D1,
        };
        device.Launch(s => StridedCopy.Run(s, CaseDevice.Over(D0 * D1 * D2 * D3), input, output.View, D0 * D1 * D2 * D3, Skipped, Before, 0, 0, shape));
        var expected = Enumerable.Repeat(double.NaN, Before + (D0 * D1 * D2 * D3) + After).ToArray();
        for (var i = 0; i < D0 * D1 * D2 * D3; i++)
        {
            var (i0, i1, i2, i3) = (i / (D1 * D2 * D3), i / (D2 * D3) % D1, i / D3 % D2, i % D3);
            expected[Before + (((((i3 * D0) + i0) * D2) + i2) * D1) + i1] = x[Skipped + i];
        }

        device.Expect(expected, output, 0);
    }

    private static void CheckOneElement(CaseDevice device)
    {
        var output = device.Result(1);
        var input = device.Upload(4f);
        device.Launch(s => StridedCopy.Run(s, (1, 1), input, output.View, 1, 0, 0, 0, 0, new() { Length1 = 1, Length2 = 1, Length3 = 1 }));
        device.Expect([4], output, 0);
    }

    // [2, 3, 5, 7, 2] to [2, 7, 5, 3, 2]: the first axis is the grid's.
    private static void CheckFiveAxes(CaseDevice device)
    {
        const int D0 = 2, D1 = 3, D2 = 5, D3 = 7, D4 = 2, Row = D1 * D2 * D3 * D4;
        var x = device.Random(D0 * Row);
        var (input, output) = (device.Upload(x), device.Result(D0 * Row));
        BroadcastShape shape = new()
        {
            Length1 = D2, Length2 = D3, Length3 = D4, Left0 = D2 * D3 * D4, Left1 = D3 * D4, Left2 = D4, Left3 = 1, Right0 = D4, Right1 = D1 * D4, Right2 = D2 * D1 * D4, Right3 = 1,
        };
        device.Launch(s => StridedCopy.Run(s, CaseDevice.Over(Row, D0), input, output.View, Row, 0, 0, Row, Row, shape));
        var expected = new double[D0 * Row];
        for (var i = 0; i < expected.Length; i++)
        {
            var (i0, i1, i2, i3, i4) = (i / Row, i / (D2 * D3 * D4) % D1, i / (D3 * D4) % D2, i / D4 % D3, i % D4);
            expected[(((((((i0 * D3) + i3) * D2) + i2) * D1) + i1) * D4) + i4] = x[i];
        }

        device.Expect(expected, output, 0);
    }
}
