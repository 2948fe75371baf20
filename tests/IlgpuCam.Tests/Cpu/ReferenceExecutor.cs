using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Runs a network by the operators' definitions, one element at a time in double precision: slow, and independent of every layout and fusion.</summary>
internal static class ReferenceExecutor
{
    internal static Dictionary<string, double[]> Run(Network network, Dictionary<string, Tensor> inputs) => Run(
        ShapeInference.Infer(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape)),
        inputs.ToDictionary(i => i.Key, i => Array.ConvertAll(i.Value.Data, v => (double)v)));

    internal static Dictionary<string, double[]> Run(InferredNetwork inferred, Dictionary<string, double[]> inputs)
    {
        var values = new Dictionary<string, double[]>(inputs);
        foreach (var (name, constant) in inferred.Constants)
        {
            values[name] = Array.ConvertAll(constant.ToFloats(), v => (double)v);
        }

        foreach (var node in inferred.Nodes)
        {
            var output = inferred.Values[node.Output].Shape;
            var shapes = node.Inputs.Select(i => i.Length > 0 ? inferred.Values[i].Shape : null).ToArray();
            var data = node.Inputs.Select(i => i.Length > 0 ? values[i] : null).ToArray();
            values[node.Output] = Evaluate(node.Operator, inferred.Context(node), shapes!, data!, output);
        }

        return values;
    }

    private static double[] Evaluate(Operator op, InferenceContext context, Shape[] shapes, double[][] data, Shape output)
    {
        var x = data[0];
        return op switch
        {
            Conv2d convolution => Activated(Convolve(convolution.Geometry(context), x, data[1], data.ElementAtOrDefault(2)), convolution.Activation),
            Activate activate => Activated(x, activate.Activation),
            MaxPool2d pool => ReferencePooling.Pool(context.ResolveWindow(pool.Window), shapes[0], x, null),
            AveragePool2d pool => ReferencePooling.Pool(context.ResolveWindow(pool.Window), shapes[0], x, pool.CountIncludePad),
            GlobalPool pool => ReferencePooling.Global(shapes[0], x, pool.Pooling),
            Add add => Activated(Broadcast(shapes, data, output, (a, b) => a + b), add.Activation),
            Multiply product => Activated(Broadcast(shapes, data, output, (a, b) => a * b), product.Activation),
            Arithmetic arithmetic => Broadcast(shapes, data, output, ReferenceFunctions.Of(arithmetic.Operation)),
            Equal => Broadcast(shapes, data, output, (a, b) => a == b ? 1 : 0),
            Compare compare => Broadcast(shapes, data, output, ReferenceFunctions.Of(compare.Comparison)),
            Cast cast => ReferenceFunctions.As(cast.Type, x),
            Where => Choose(shapes, data, output),
            Reduce reduce => ReferenceReductions.Reduce(reduce.Reduction, reduce.Reduced(context), shapes[0], x),
            LayerNormalization norm => ReferenceReductions.Normalise(x, data[1], data.ElementAtOrDefault(2), norm.Epsilon, data[1].Length, 1),
            GroupNormalization norm => ReferenceReductions.Normalise(
                x, data[1], data[2], norm.Epsilon, x.Length / shapes[0][0] / norm.Groups, x.Length / shapes[0][0] / shapes[0][1]),
            Concat concat => Concatenate(shapes, data, output, context.NormaliseAxis(concat.Axis, output.Rank)),
            FullyConnected layer => Activated(Multiply(shapes, data, output), layer.Activation),
            Softmax softmax => Array.ConvertAll(SoftmaxOf(x, output, context.NormaliseAxis(softmax.Axis, output.Rank)), v => softmax.Logarithm ? Math.Log(v) : v),
            BatchNormalization norm => Normalise(norm, shapes[0], data),
            LocalResponseNormalization norm => NormaliseAcross(norm, shapes[0], x),
            Pad { Mode: PadMode.Constant } pad => PadOf(pad, shapes[0], x, output),
            Identity or Reshape or Flatten or Squeeze or Unsqueeze => x,
            _ => MovementReference.Evaluate(op, context, shapes, data, output) ?? ReferenceGradients.Evaluate(op, context, shapes, data, output)
                ?? throw new InvalidOperationException($"{op.Kind} has no reference"),
        };
    }

    private static double[] Activated(double[] x, Activation activation) => Array.ConvertAll(x, ReferenceFunctions.Of(activation));

    internal static double[] Convolve(ConvolutionGeometry g, double[] x, double[] w, double[]? bias)
    {
        var window = g.Window;
        var (inputs, outputs) = (g.InputChannels / g.Groups, g.OutputChannels / g.Groups);
        var result = new double[g.Batch * g.OutputChannels * window.OutputHeight * window.OutputWidth];
        var at = 0;
        for (var n = 0; n < g.Batch; n++)
        {
            for (var k = 0; k < g.OutputChannels; k++)
            {
                for (var y = 0; y < window.OutputHeight; y++)
                {
                    for (var column = 0; column < window.OutputWidth; column++)
                    {
                        var sum = bias?[k] ?? 0;
                        for (var c = 0; c < inputs; c++)
                        {
                            foreach (var (iy, ix, tap) in ReferencePooling.Taps(window, y, column))
                            {
                                var channel = (n * g.InputChannels) + (k / outputs * inputs) + c;
                                sum += x[(((channel * window.Height) + iy) * window.Width) + ix]
                                    * w[(((k * inputs) + c) * window.Kernel.Height * window.Kernel.Width) + tap];
                            }
                        }

                        result[at++] = sum;
                    }
                }
            }
        }

        return result;
    }

    private static double[] Broadcast(Shape[] shapes, double[][] data, Shape output, Func<double, double, double> function)
    {
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            for (var operand = 0; operand < 2; operand++)
            {
                var (at, step, rest) = (0, 1, i);
                for (var axis = 1; axis <= output.Rank; axis++)
                {
                    var index = rest % output[output.Rank - axis];
                    rest /= output[output.Rank - axis];
                    if (axis <= shapes[operand].Rank)
                    {
                        var length = shapes[operand][shapes[operand].Rank - axis];
                        at += length == 1 ? 0 : index * step;
                        step *= length;
                    }
                }

                result[i] = operand == 0 ? data[0][at] : function(result[i], data[1][at]);
            }
        }

        return result;
    }

    private static double[] Choose(Shape[] shapes, double[][] data, Shape output)
    {
        var condition = Broadcast([shapes[0], shapes[1]], [data[0], data[1]], output, (c, _) => c);
        var x = Broadcast([shapes[1], shapes[0]], [data[1], data[0]], output, (v, _) => v);
        var y = Broadcast([shapes[2], shapes[0]], [data[2], data[0]], output, (v, _) => v);
        return [.. condition.Select((c, i) => c != 0 ? x[i] : y[i])];
    }

    private static double[] Concatenate(Shape[] shapes, double[][] data, Shape output, int axis)
    {
        var outer = (int)Shape.Create(output.Dimensions[..axis]).ElementCount;
        var result = new List<double>();
        for (var o = 0; o < outer; o++)
        {
            for (var i = 0; i < data.Length; i++)
            {
                var run = (int)shapes[i].ElementCount / outer;
                result.AddRange(data[i].AsSpan(o * run, run));
            }
        }

        return [.. result];
    }

    private static double[] Multiply(Shape[] shapes, double[][] data, Shape output)
    {
        var (k, m) = (shapes[0][1], output[1]);
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = data.Length > 2 && data[2] is not null ? data[2][i % m] : 0;
            for (var c = 0; c < k; c++)
            {
                result[i] += data[0][(i / m * k) + c] * data[1][(i % m * k) + c];
            }
        }

        return result;
    }

    private static double[] SoftmaxOf(double[] x, Shape shape, int axis)
    {
        var inner = (int)Shape.Create(shape.Dimensions[(axis + 1)..]).ElementCount;
        var length = shape[axis];
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var start = (i / (length * inner) * length * inner) + (i % inner);
            var row = Enumerable.Range(0, length).Select(j => x[start + (j * inner)]).ToArray();
            result[i] = Math.Exp(x[i] - row.Max()) / row.Sum(v => Math.Exp(v - row.Max()));
        }

        return result;
    }

    private static double[] Normalise(BatchNormalization norm, Shape shape, double[][] data)
    {
        var inner = (int)(shape.ElementCount / shape[0] / shape[1]);
        return [.. data[0].Select((v, i) =>
        {
            var c = i / inner % shape[1];
            return ((v - data[3][c]) / Math.Sqrt(data[4][c] + norm.Epsilon) * data[1][c]) + data[2][c];
        })];
    }

    private static double[] NormaliseAcross(LocalResponseNormalization norm, Shape shape, double[] x)
    {
        var map = shape[2] * shape[3];
        return [.. x.Select((v, i) =>
        {
            var channel = i / map % shape[1];
            var (first, last) = (Math.Max(0, channel - ((norm.Size - 1) / 2)), Math.Min(shape[1] - 1, channel + (norm.Size / 2)));
            var sum = Enumerable.Range(first, last - first + 1).Sum(c => Math.Pow(x[i + ((c - channel) * map)], 2));
            return v / Math.Pow(norm.Bias + (norm.Alpha / norm.Size * sum), norm.Beta);
        })];
    }

    private static double[] PadOf(Pad pad, Shape input, double[] x, Shape output)
    {
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            var (at, step, rest, inside) = (0, 1, i, true);
            for (var axis = output.Rank - 1; axis >= 0; axis--)
            {
                var index = (rest % output[axis]) - pad.Pads[axis];
                rest /= output[axis];
                inside &= index >= 0 && index < input[axis];
                at += index * step;
                step *= input[axis];
            }

            result[i] = inside ? x[at] : pad.Value;
        }

        return result;
    }
}
