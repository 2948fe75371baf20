using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two dense values of which axes of length 1 are repeated; a turn is a row of the last axis.</summary>
internal sealed unsafe class BroadcastStep<TFunction>(Form x, Form y, Form output) : Step
    where TFunction : struct, IScalarFunction
{
    private readonly int[] _lengths = output.Shape.Rank == 0 ? [1] : output.Shape.Dimensions.ToArray();
    private readonly nint[] _stepsX = Steps(x.Shape, output.Shape);
    private readonly nint[] _stepsY = Steps(y.Shape, output.Shape);

    internal override int Tasks { get; } =
        output.Shape.ElementCount == 0 ? 0 : output.Shape.Rank == 0 ? 1 : checked((int)(output.Shape.ElementCount / output.Shape[output.Shape.Rank - 1]));

    internal override void Execute(int task, RunFrame* frame)
    {
        var width = _lengths[^1];
        var a = x.At(frame);
        var b = y.At(frame);
        var rest = task;
        for (var axis = _lengths.Length - 2; axis >= 0; axis--)
        {
            var index = rest % _lengths[axis];
            rest /= _lengths[axis];
            a += index * _stepsX[axis];
            b += index * _stepsY[axis];
        }

        var to = output.At(frame) + ((nint)task * width);
        for (nint i = 0; i < width; i++)
        {
            to[i] = TFunction.Apply(a[i * _stepsX[^1]], b[i * _stepsY[^1]]);
        }
    }

    /// <summary>Elements from one index of an axis of the result to the next; 0 on repeated axes.</summary>
    private static nint[] Steps(Shape shape, Shape result)
    {
        var steps = new nint[Math.Max(1, result.Rank)];
        nint step = 1;
        for (var axis = 1; axis <= shape.Rank; axis++)
        {
            var length = shape[shape.Rank - axis];
            steps[^axis] = length == 1 ? 0 : step;
            step *= length;
        }

        return steps;
    }
}
