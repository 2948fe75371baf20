using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Rows of numbers times constant weights, with the convolution's tiles: a row of the matrix is a pixel, and the window is as wide as the row.</summary>
internal static class DenseLayer<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Rows that are one map; their weights are read once.</summary>
    private const int MostRows = 64;

    /// <summary>Adds the steps.</summary>
    /// <param name="operation">The node.</param>
    /// <param name="builder">Takes the steps.</param>
    /// <param name="weights">For each result of a row as many weights as the row has numbers.</param>
    /// <param name="bias">One number a result, or empty.</param>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="length">Numbers a row.</param>
    /// <param name="results">Results a row.</param>
    internal static void Emit(Operation operation, PlanBuilder builder, WeightRows weights, float[] bias, int rows, int length, int results)
    {
        var (input, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        if (length == 0 || results == 0)
        {
            throw operation.Context.Error($"a layer from {length} to {results} values is not supported");
        }

        var pixels = Pixels(rows);
        var images = pixels == 0 ? 0 : rows / pixels;
        var lines = input.AsRows(images, pixels * length);
        var geometry = Geometry(images, pixels, length, results);
        var blocked = Form.Maps(TSimd.Lanes, [images, results, 1, pixels], default, operation.Node.Name);
        ConvolutionWeights packed = new(geometry, weights, bias, lines, TSimd.Lanes, builder.Budget, operation.Node.Name);
        builder.Add(new ConvolutionStep<TVector, TSimd>(geometry, new(geometry, packed, lines, blocked, null, operation.Activation), lines, blocked, null, builder.Threads), blocked, input);
        builder.Add(new UnpackRowsStep(blocked, output), output, blocked);
        if (!operation.Activation.IsClamp)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }

    /// <summary>The convolution that computes as many pixels as there are rows, from a line in which they lie one behind the other.</summary>
    internal static ConvolutionGeometry Geometry(int images, int pixels, int length, int results) =>
        new(images, 1, results, 1, new(1, pixels * length, new(1, length), Size2.One with { Width = length }, Size2.One, default, 1, pixels));

    /// <summary>The most rows that divide all of them, up to a bound; all of them where only few do.</summary>
    private static int Pixels(int rows)
    {
        for (var pixels = Math.Min(rows, MostRows); pixels > MostRows / 4; pixels--)
        {
            if (rows % pixels == 0)
            {
                return pixels;
            }
        }

        return rows;
    }
}
