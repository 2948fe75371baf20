using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>exp(x - max) / sum along one axis, or its logarithm; a turn is one sum.</summary>
internal sealed unsafe class SoftmaxStep(Form input, Form output, int axis, bool logarithm) : Step
{
    private readonly int _length = input.Shape[axis];
    private readonly int _inner = (int)Shape.Create(input.Shape.Dimensions[(axis + 1)..]).ElementCount;

    internal override int Tasks { get; } = input.Shape.ElementCount == 0 ? 0 : (int)(input.Shape.ElementCount / input.Shape[axis]);

    internal override void Execute(int task, RunFrame* frame)
    {
        var start = ((nint)(task / _inner) * _length * _inner) + (task % _inner);
        var from = input.At(frame) + start;
        var to = output.At(frame) + start;
        var maximum = float.NegativeInfinity;
        for (nint i = 0; i < _length; i++)
        {
            maximum = MathF.Max(maximum, from[i * _inner]);
        }

        var sum = 0.0;
        for (nint i = 0; i < _length; i++)
        {
            var e = MathF.Exp(from[i * _inner] - maximum);
            to[i * _inner] = logarithm ? from[i * _inner] - maximum : e;
            sum += e;
        }

        var log = Math.Log(sum);
        for (nint i = 0; i < _length; i++)
        {
            to[i * _inner] = (float)(logarithm ? to[i * _inner] - log : to[i * _inner] / sum);
        }
    }
}
