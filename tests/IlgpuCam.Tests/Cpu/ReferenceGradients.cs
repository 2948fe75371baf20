using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>The operators of backward passes, and changes of resolution, by their definitions in double precision.</summary>
internal static class ReferenceGradients
{
    internal static double[]? Evaluate(Operator op, InferenceContext context, Shape[] shapes, double[][] data, Shape output) => op switch
    {
        ActivationGradient gradient => [.. data[0].Zip(data[1], (g, v) => Through(gradient, g, v))],
        MaxPoolGradient2d pool => Pool(pool.Geometry(context), output, data[0], data[1], false),
        AveragePoolGradient2d pool => Pool(pool.Geometry(context), output, data[0], null, pool.CountIncludePad),
        Interleave2d phases => Interleave(phases, shapes[0], data, output),
        FullyConnectedGradient => [.. Enumerable.Range(0, (int)output.ElementCount).Select(i => Enumerable.Range(0, shapes[1][0]).Sum(
            k => data[0][(i / output[1] * shapes[1][0]) + k] * data[1][(k * output[1]) + (i % output[1])]))],
        GradientSeed => Seed(shapes[0], data[0], data[1]),
        Resize resize => Resample(resize, context, shapes[0], data[0]),
        _ => null,
    };

    private static double Through(ActivationGradient op, double g, double v)
    {
        var slope = Slope(op.Activation, v);
        var isOpen = op.Activation.Kind == ActivationKind.Clip ? v > op.Activation.A && v < op.Activation.B : v > 0;
        return (op.IsRectifier, op.Gates) switch
        {
            (true, GateRule.Deconvolution) => Math.Max(g, 0),
            (true, GateRule.GuidedBackPropagation) => isOpen && g > 0 ? g * slope : 0,
            _ => g * slope,
        };
    }

    /// <summary>The derivative, from the function's result where the operator takes it from there, else by central differences.</summary>
    private static double Slope(Activation activation, double v)
    {
        const double Step = 1e-5;
        var function = ReferenceFunctions.Of(activation);
        return activation.Kind switch
        {
            ActivationKind.Relu => v > 0 ? 1 : 0,
            ActivationKind.Clip => v > activation.A && v < activation.B ? 1 : 0,
            ActivationKind.HardSigmoid => v > 0 && v < 1 ? activation.A : 0,
            ActivationKind.Sigmoid => v * (1 - v),
            ActivationKind.Tanh => 1 - (v * v),
            ActivationKind.Exp => v,
            ActivationKind.Sqrt => 0.5 / v,
            ActivationKind.Reciprocal => -v * v,
            _ => (function(v + Step) - function(v - Step)) / (2 * Step),
        };
    }

    private static double[] Pool(WindowGeometry window, Shape output, double[] gradient, double[]? x, bool countPadding)
    {
        var result = new double[output.ElementCount];
        var padded = window with { Height = window.Height + window.Pads.Top + window.Pads.Bottom, Width = window.Width + window.Pads.Left + window.Pads.Right, Pads = default };
        for (var i = 0; i < gradient.Length; i++)
        {
            var (column, row, plane) = (i % window.OutputWidth, i / window.OutputWidth % window.OutputHeight, i / window.OutputWidth / window.OutputHeight);
            var places = ReferencePooling.Taps(window, row, column).Select(t => (((plane * window.Height) + t.Y) * window.Width) + t.X).ToArray();
            if (x is not null)
            {
                result[places.MaxBy(p => x[p])] += gradient[i];
                continue;
            }

            foreach (var place in places)
            {
                result[place] += gradient[i] / (countPadding ? ReferencePooling.Taps(padded, row, column).Count() : places.Length);
            }
        }

        return result;
    }

    private static double[] Interleave(Interleave2d op, Shape phase, double[][] data, Shape output)
    {
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y, plane) = (i % op.Width, i / op.Width % op.Height, i / op.Width / op.Height);
            var input = op.Phases.IndexOf((y % op.Strides.Height * op.Strides.Width) + (x % op.Strides.Width));
            result[i] = input < 0 ? 0 : data[input][(((plane * phase[2]) + (y / op.Strides.Height)) * phase[3]) + (x / op.Strides.Width)];
        }

        return result;
    }

    private static double[] Seed(Shape shape, double[] scores, double[] weights)
    {
        var length = scores.Length / shape[0];
        var result = (double[])weights.Clone();
        for (var image = 0; image < shape[0]; image++)
        {
            var row = Enumerable.Range(image * length, length).ToArray();
            if (row.All(i => weights[i] == 0))
            {
                result[row.MaxBy(i => scores[i])] = 1;
            }
        }

        return result;
    }

    private static double[] Resample(Resize resize, InferenceContext context, Shape shape, double[] x)
    {
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var taps = resize.Taps(context, axis);
            var inner = (int)Shape.Create(shape.Dimensions[(axis + 1)..]).ElementCount;
            var next = shape.With(axis, taps.Length);
            var result = new double[next.ElementCount];
            for (var i = 0; i < result.Length; i++)
            {
                var (first, second, weight) = taps[i / inner % taps.Length];
                var start = i / inner / taps.Length * shape[axis];
                result[i] = (x[((start + first) * inner) + (i % inner)] * (1 - (double)weight)) + (x[((start + second) * inner) + (i % inner)] * weight);
            }

            (shape, x) = (next, result);
        }

        return x;
    }
}
