using IlgpuCam.Kernels;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Softmax"/> and <see cref="TopClasses"/>.</summary>
internal static class SoftmaxCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var length in new[] { 1, 5, 131, 300 })
            {
                yield return new($"softmax of {length}", d => CheckSoftmax(d, length, false));
                yield return new($"its logarithm of {length}", d => CheckSoftmax(d, length, true));
            }

            yield return new("the best of one class", d => CheckTop(d, 1, 1, _ => 3));
            yield return new("the best of classes with ties and without numbers", d => CheckTop(d, 150, 7, i => i % 11 == 3 ? float.NaN : i == 140 ? float.NegativeInfinity : i % 7));
            yield return new("all of few classes, one of them no number", d => CheckTop(d, 3, 3, i => i == 1 ? float.NaN : i));
        }
    }

    private static void CheckSoftmax(CaseDevice device, int length, bool isLogarithm)
    {
        const int Rows = 3;
        var x = Array.ConvertAll(device.Random(Rows * length), v => 20 * v);
        var (input, output) = (device.Upload(x), device.Result(x.Length));
        device.Launch(s => Softmax.Run(s, (Rows, Softmax.GroupSize), input, output.View, length, isLogarithm ? 1 : 0));
        device.Expect(
            [.. x.Select((v, i) =>
            {
                var row = x.Skip(i / length * length).Take(length).ToArray();
                var logarithm = v - row.Max() - Math.Log(row.Sum(r => Math.Exp(r - (double)row.Max())));
                return isLogarithm ? logarithm : Math.Exp(logarithm);
            })],
            output);
    }

    private static void CheckTop(CaseDevice device, int classes, int count, Func<int, float> logit)
    {
        const int Images = 2;
        float[] x = [.. Enumerable.Range(0, Images * classes).Select(i => logit(i))];
        var (logits, winners) = (device.Upload(x), device.Result(Images * count, -1));
        device.Launch(s => TopClasses.Run(s, (Images, TopClasses.GroupSize), logits, winners.View, classes, count));
        var expected = Enumerable.Range(0, Images).SelectMany(n => Enumerable.Range(0, classes)
            .OrderByDescending(c => float.IsNaN(x[(n * classes) + c]) ? float.NegativeInfinity : x[(n * classes) + c]).ThenBy(c => c).Take(count));
        Assert.Equal(expected, winners.GetAsArray1D());
    }
}
