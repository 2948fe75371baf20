namespace IlgpuCam.Kernels.IlgpuTests;

/// <summary>Kernels of each kind on ILGPU against plain loops, at small sizes: its CPU accelerator is slow.</summary>
public sealed class KernelTests
{
    [Fact]
    public void Class_activation_maps_are_weighted_sums()
    {
        const int Images = 2, Channels = 13, Pixels = 35, Classes = 5;
        var (features, weights) = (Numbers(Images * Channels * Pixels, 1), Numbers(Classes * Channels, 2));
        int[] targets = [1, 4, 0, 0, 1, 2];
        using var host = new IlgpuHost();
        var maps = host.Put(new float[3 * Pixels]);
        var kernel = host.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>, int, int>(ClassActivationMaps.WeightedSum);
        var config = new KernelConfig(new Index3D(3, 3, 1), new Index3D(ClassActivationMaps.GroupSize, 1, 1));
        kernel(config, host.Put(features).View.BaseView, host.Put(weights).View.BaseView, host.Put(targets).View.BaseView, maps.View.BaseView, Channels, Pixels);
        host.Accelerator.Synchronize();
        Near(Enumerable.Range(0, 3 * Pixels).Select(i => Enumerable.Range(0, Channels).Sum(c =>
            (double)weights[(targets[(2 * (i / Pixels)) + 1] * Channels) + c] * features[(((targets[2 * (i / Pixels)] * Channels) + c) * Pixels) + (i % Pixels)])), maps.GetAsArray1D());
    }

    [Fact]
    public void Rows_become_probabilities()
    {
        var input = Numbers(3 * 150, 3);
        using var host = new IlgpuHost();
        var output = host.Put(new float[input.Length]);
        var kernel = host.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int, int>(Softmax.Run);
        kernel(new KernelConfig(3, Softmax.GroupSize), host.Put(input).View.BaseView, output.View.BaseView, 150, 0);
        host.Accelerator.Synchronize();
        Near(input.Chunk(150).SelectMany(row => row.Select(x => Math.Exp(x) / row.Sum(v => Math.Exp(v)))), output.GetAsArray1D());
    }

    [Fact]
    public void The_best_classes_come_in_order()
    {
        float[] logits = [3, 1, float.NaN, 3, float.NegativeInfinity, 2, 2, 9, .. Enumerable.Range(0, 192).Select(i => -1f - (i % 7))];
        using var host = new IlgpuHost();
        var winners = host.Put(new int[7]);
        var kernel = host.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<int>, int, int>(TopClasses.Run);
        kernel(new KernelConfig(1, TopClasses.GroupSize), host.Put(logits).View.BaseView, winners.View.BaseView, 200, 7);
        host.Accelerator.Synchronize();
        Assert.Equal([7, 0, 3, 5, 6, 1, 8], winners.GetAsArray1D());
    }

    [Theory]
    [InlineData(ActivationCode.None)]
    [InlineData(ActivationCode.Gelu)]
    [InlineData(ActivationCode.Silu)]
    public void A_fully_connected_layer_multiplies_and_activates(int code)
    {
        const int Inputs = 77, Outputs = 5, Images = 3;
        var (input, weights, bias) = (Numbers(Images * Inputs, 4), Numbers(Outputs * Inputs, 5), Numbers(Outputs, 6));
        using var host = new IlgpuHost();
        var output = host.Put(new float[Images * Outputs]);
        var kernel = host.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int, int, ActivationParameters>(
            FullyConnected.Forward<AnyActivation>);
        kernel(
            new KernelConfig(new Index3D(Outputs, (Images + FullyConnected.Images - 1) / FullyConnected.Images, 1), new Index3D(FullyConnected.GroupSize, 1, 1)),
            host.Put(input).View.BaseView, host.Put(weights).View.BaseView, host.Put(bias).View.BaseView, output.View.BaseView, Inputs, Outputs, Images, new ActivationParameters { Code = code });
        host.Accelerator.Synchronize();
        Near(
            Enumerable.Range(0, Images * Outputs).Select(i => bias[i % Outputs] + Enumerable.Range(0, Inputs).Sum(k => (double)input[(i / Outputs * Inputs) + k] * weights[(i % Outputs * Inputs) + k]))
                .Select(x => code switch { ActivationCode.Gelu => x * (1 + Erf(x / Math.Sqrt(2))) / 2, ActivationCode.Silu => x / (1 + Math.Exp(-x)), _ => x }),
            output.GetAsArray1D());
    }

    [Fact]
    public void A_convolution_of_single_pixels_is_a_matrix_product()
    {
        const int Channels = 19, Outputs = 33, Height = 5, Width = 7, Pixels = Height * Width, Packed = 48, Depth = 24;
        var (input, weights, bias) = (Numbers(Channels * Pixels, 7), Numbers(Outputs * Channels, 8), Numbers(Outputs, 9));
        var packed = new float[Depth * Packed];
        for (var i = 0; i < weights.Length; i++)
        {
            packed[(i % Channels * Packed) + (i / Channels)] = weights[i];
        }

        var shape = new ConvolutionShape
        {
            Height = Height, Width = Width, OutputHeight = Height, OutputWidth = Width, StrideY = 1, StrideX = 1, KernelHeight = 1, KernelWidth = 1, DilationY = 1, DilationX = 1,
            GroupChannels = Channels, GroupOutputs = Outputs, InputImage = Channels * Pixels, OutputImage = Outputs * Pixels, Columns = Pixels, Depth = Depth, PackedOutputs = Packed,
        };
        int[] taps = [.. Enumerable.Range(0, Channels).SelectMany(c => new[] { c * Pixels, 0 })];
        using var host = new IlgpuHost();
        var output = host.Put(new float[Outputs * Pixels]);
        var kernel = host.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ConvolutionShape, ActivationParameters>(
            Convolution.Forward<Tile16x64, PixelSource, ClampActivation>);
        kernel(
            new KernelConfig(new Index3D((Pixels + 63) / 64, (Outputs + 15) / 16, 1), new Index3D(Tile16x64.Rows * Tile16x64.Columns / (Tile16x64.RowsPerItem * Tile16x64.ColumnsPerItem), 1, 1)),
            host.Put(input).View.BaseView, host.Put(packed).View.BaseView, host.Put(taps).View.BaseView, host.Put(bias).View.BaseView, host.Put(0f).View.BaseView, output.View.BaseView, shape,
            new ActivationParameters { A = 0, B = float.PositiveInfinity });
        host.Accelerator.Synchronize();
        Near(
            Enumerable.Range(0, Outputs * Pixels).Select(i => Math.Max(0, bias[i / Pixels] + Enumerable.Range(0, Channels).Sum(c => (double)weights[(i / Pixels * Channels) + c] * input[(c * Pixels) + (i % Pixels)]))),
            output.GetAsArray1D());
    }

    [Fact]
    public void A_tile_of_two_blobs_has_two_sets()
    {
        const int Width = 32, Height = 8;
        var map = new float[Width * Height];
        int[] first = [0, 1, 33, 34], second = [100, 101, 132, 133];
        first.Concat(second).ToList().ForEach(p => map[p] = 1);
        using var host = new IlgpuHost();
        var (labels, statistics) = (host.Put(new int[Width * Height]), host.Put(new int[Width * Height * ConnectedComponents.Statistics]));
        var (firsts, counts) = (host.Put(new int[Width * Height]), host.Put(0));
        var kernel = host.Accelerator.LoadStreamKernel<
            ArrayView<float>, ArrayView<MapPlacement>, ArrayView<float>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, int, int, int, float, int>(ConnectedComponents.LabelTiles);
        kernel(
            new KernelConfig(new Index3D(1, 1, 1), new Index3D(Width, Height, 1)),
            host.Put(map).View.BaseView, host.Put(new MapPlacement { Width = Width, Height = Height, ScaleX = 1, ShiftX = -0.5f, ScaleY = 1, ShiftY = -0.5f }).View.BaseView, host.Put(1f).View.BaseView,
            labels.View.BaseView, statistics.View.BaseView, firsts.View.BaseView, counts.View.BaseView, Width, Height, 1, 0.5f, 4);
        host.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, map.Length).Select(p => first.Contains(p) ? 0 : second.Contains(p) ? 100 : -1), labels.GetAsArray1D());
        Assert.Equal([2], counts.GetAsArray1D());
        Assert.Equal([4, 0, 2, 1], statistics.GetAsArray1D().Take(4));
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static double Erf(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 100; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static void Near(IEnumerable<double> expected, float[] actual)
    {
        double[] values = [.. expected];
        Assert.Equal(values.Length, actual.Length);
        Assert.All(values.Zip(actual), p => Assert.InRange(p.Second - p.First, -1e-5 * (1 + Math.Abs(p.First)), 1e-5 * (1 + Math.Abs(p.First))));
    }
}
