using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Reductions and normalisations by their definitions, in double precision.</summary>
internal static class ReferenceReductions
{
    internal static double[] Reduce(ReductionKind reduction, bool[] reduced, Shape shape, double[] x)
    {
        var groups = new SortedDictionary<int, List<double>>();
        for (var i = 0; i < x.Length; i++)
        {
            // The place among the results: the index with the axes that go left out.
            var (place, step, rest) = (0, 1, i);
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                var index = rest % shape[axis];
                rest /= shape[axis];
                if (!reduced[axis])
                {
                    place += index * step;
                    step *= shape[axis];
                }
            }

            groups.TryAdd(place, []);
            groups[place].Add(x[i]);
        }

        return [.. groups.Values.Select(values => reduction switch
        {
            ReductionKind.Mean => values.Average(),
            ReductionKind.Max => values.Max(),
            ReductionKind.Min => values.Min(),
            ReductionKind.Sum => values.Sum(),
            ReductionKind.Product => values.Aggregate(1.0, (a, b) => a * b),
            ReductionKind.L1 => values.Sum(Math.Abs),
            ReductionKind.L2 => Math.Sqrt(values.Sum(v => v * v)),
            ReductionKind.SumSquare => values.Sum(v => v * v),
            ReductionKind.LogSum => Math.Log(values.Sum()),
            ReductionKind.LogSumExp => Math.Log(values.Sum(Math.Exp)),
            _ => throw new InvalidOperationException($"{reduction} has no reference"),
        })];
    }

    /// <summary>Runs of one length, normalised by themselves; so many elements share a number of scale and bias.</summary>
    internal static double[] Normalise(double[] x, double[] scale, double[]? bias, double epsilon, int length, int repeat) => [.. x.Select((v, i) =>
    {
        var run = x.AsSpan(i / length * length, length).ToArray();
        var mean = run.Average();
        var place = i / repeat % scale.Length;
        return ((v - mean) / Math.Sqrt(run.Average(r => (r - mean) * (r - mean)) + epsilon) * scale[place]) + (bias?[place] ?? 0);
    })];
}
