using System.Numerics;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Another resolution along one axis of a dense value; a turn is everything at one index of the axes before.</summary>
/// <param name="input">A dense value.</param>
/// <param name="output">The result, dense.</param>
/// <param name="axis">The axis.</param>
/// <param name="taps">For each element along the axis of the result the two elements it lies between, and the weight of the second.</param>
internal sealed unsafe class ResampleStep(Form input, Form output, int axis, (int First, int Second, float Weight)[] taps) : Step
{
    private readonly int _inner = (int)Shape.Create(input.Shape.Dimensions[(axis + 1)..]).ElementCount;

    internal override int Tasks { get; } = output.Shape.ElementCount == 0 ? 0 : (int)Shape.Create(input.Shape.Dimensions[..axis]).ElementCount;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = input.At(frame) + ((nint)task * input.Shape[axis] * _inner);
        var to = output.At(frame) + ((nint)task * taps.Length * _inner);
        foreach (var (first, second, weight) in taps)
        {
            var a = from + ((nint)first * _inner);
            if (_inner == 1)
            {
                *to = weight == 0 ? *a : *a + ((from[second] - *a) * weight);
            }
            else if (weight == 0)
            {
                new ReadOnlySpan<float>(a, _inner).CopyTo(new(to, _inner));
            }
            else
            {
                Mix(new(a, _inner), new(from + ((nint)second * _inner), _inner), weight, new(to, _inner));
            }

            to += _inner;
        }
    }

    private static void Mix(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float weight, Span<float> result)
    {
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var first = new Vector<float>(a[i..]);
            (first + ((new Vector<float>(b[i..]) - first) * weight)).CopyTo(result[i..]);
        }

        for (; i < a.Length; i++)
        {
            result[i] = a[i] + ((b[i] - a[i]) * weight);
        }
    }
}
