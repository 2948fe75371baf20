using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A reduction of a dense value; a turn is some of its results.</summary>
/// <param name="reduction">What is made of the numbers.</param>
/// <param name="kept">Where the numbers of each result start.</param>
/// <param name="over">Where they go on from there.</param>
/// <param name="input">The numbers.</param>
/// <param name="output">The results.</param>
internal sealed unsafe class ReduceStep(ReductionKind reduction, StridedWalk kept, StridedWalk over, Form input, Form output) : Step
{
    private const int Work = 1 << 14;

    private int Results => (int)Math.Clamp(Work / Math.Max(1, over.Count), 1, Work);

    internal override int Tasks => checked((int)((output.Shape.ElementCount + Results - 1) / Results));

    internal override void Execute(int task, RunFrame* frame)
    {
        var (from, to) = ((nint)input.At(frame), (nint)output.At(frame));
        var last = Math.Min(output.Shape.ElementCount, (task + 1L) * Results);
        for (var i = (long)task * Results; i < last; i++)
        {
            ((float*)to)[i] = One((float*)from + kept.Offset(i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private float One(float* from)
    {
        Accumulator numbers = new(reduction);
        for (var done = 0L; done < over.Count; done += over.Inner)
        {
            var row = from + over.Offset(done);
            for (nint i = 0; i < over.Inner; i++)
            {
                numbers.Add(row[i * (nint)over.InnerStride]);
            }
        }

        return (float)numbers.Result(over.Count);
    }
}
