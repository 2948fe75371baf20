using IlgpuCam.Compute;
using IlgpuCam.Images;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Gpu;

/// <summary>The kernels that no operator of a network is, each against a plain loop or the library's code for the processor.</summary>
public sealed class KernelTests
{
    [Fact]
    public void Activations_have_the_librarys_numbers()
    {
        foreach (var kind in Enum.GetValues<ActivationKind>())
        {
            Assert.Equal((int)kind, typeof(ActivationCode).GetField(kind.ToString())!.GetRawConstantValue());
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Class_activation_maps_are_weighted_sums(string device)
    {
        const int Images = 2, Channels = 37, Pixels = 35, Classes = 5;
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, Images * Channels * Pixels).Select(_ => random.NextSingle() - 0.5f)];
        float[] weights = [.. Enumerable.Range(0, Classes * Channels).Select(_ => random.NextSingle() - 0.5f)];
        int[] targets = [1, 4, 0, 0, 1, 2];
        using var accelerator = TestDevices.Create(device);
        using var f = accelerator.Allocate1D<float>((ReadOnlySpan<float>)features);
        using var w = accelerator.Allocate1D<float>((ReadOnlySpan<float>)weights);
        using var t = accelerator.Allocate1D<int>((ReadOnlySpan<int>)targets);
        using var maps = accelerator.Allocate1D<float>(3 * Pixels);
        var config = new KernelConfig(new Index3D(3, 3, 1), new Index3D(ClassActivationMaps.GroupSize, 1, 1));
        ClassActivationMaps.WeightedSum(accelerator.DefaultStream, config, f.View, w.View, t.View, maps.View, Channels, Pixels);
        float[] expected = [.. Enumerable.Range(0, 3 * Pixels).Select(i => (float)Enumerable.Range(0, Channels)
            .Sum(c => (double)weights[(targets[(2 * (i / Pixels)) + 1] * Channels) + c] * features[(((targets[2 * (i / Pixels)] * Channels) + c) * Pixels) + (i % Pixels)]))];
        Near.Equal(expected, maps.GetAsArray1D(), 1e-6, "the maps");
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void The_best_classes_come_in_order_and_ties_by_index(string device)
    {
        float[] logits = [3, 1, float.NaN, 3, float.NegativeInfinity, 2, 2, 9, .. Enumerable.Range(0, 292).Select(i => -1f - (i % 7))];
        using var accelerator = TestDevices.Create(device);
        using var values = accelerator.Allocate1D<float>((ReadOnlySpan<float>)[.. logits[..150], .. logits[150..]]);
        using var winners = accelerator.Allocate1D<int>(2 * 7);
        TopClasses.Run(accelerator.DefaultStream, (2, TopClasses.GroupSize), values.View, winners.View, 150, 7);
        var second = logits.Skip(150).Select((v, i) => (v, i)).OrderByDescending(p => p.v).ThenBy(p => p.i).Take(7).Select(p => p.i);
        Assert.Equal([7, 0, 3, 5, 6, 1, 8, .. second], winners.GetAsArray1D());
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Photos_become_the_same_input_as_on_the_processor(string device)
    {
        var random = new Random(4);
        var photo = new RgbImage(53, 31);
        random.NextBytes(photo.Pixels);
        foreach (var filter in Enum.GetValues<ResampleFilter>())
        {
            var preprocessing = Preprocessing.ImageNet with { Height = 17, Width = 23, Resize = ResizeMode.Squash, Filter = filter };
            Assert.Equal(preprocessing.Apply(photo).Data, Apply(device, photo, preprocessing));
        }
    }

    private static float[] Apply(string device, RgbImage photo, Preprocessing preprocessing)
    {
        var (columns, columnTaps, columnWeights) = Table(photo.Width, preprocessing.Width, preprocessing.Filter);
        var (rows, rowTaps, rowWeights) = Table(photo.Height, preprocessing.Height, preprocessing.Filter);
        using var accelerator = TestDevices.Create(device);
        using var source = accelerator.Allocate1D<byte>((ReadOnlySpan<byte>)photo.Pixels);
        using var narrow = accelerator.Allocate1D<byte>(3 * preprocessing.Width * photo.Height);
        using var columnBuffer = accelerator.Allocate1D<int>((ReadOnlySpan<int>)columns);
        using var columnWeightBuffer = accelerator.Allocate1D<int>((ReadOnlySpan<int>)columnWeights);
        using var rowBuffer = accelerator.Allocate1D<int>((ReadOnlySpan<int>)rows);
        using var rowWeightBuffer = accelerator.Allocate1D<int>((ReadOnlySpan<int>)rowWeights);
        using var output = accelerator.Allocate1D<float>(3 * preprocessing.Width * preprocessing.Height);
        var stream = accelerator.DefaultStream;
        Preprocess.Columns(
            stream, new(new Index3D(1, photo.Height, 1), 64), source.View, columnBuffer.View, columnWeightBuffer.View, narrow.View, photo.Width, preprocessing.Width, columnTaps);
        Preprocess.RowsToInput(
            stream, new(new Index3D(1, preprocessing.Height, 1), 64), narrow.View, rowBuffer.View, rowWeightBuffer.View, output.View, preprocessing.Width, rowTaps, new()
            {
                Height = preprocessing.Height,
                Width = preprocessing.Width,
                RedMean = preprocessing.Mean[0],
                GreenMean = preprocessing.Mean[1],
                BlueMean = preprocessing.Mean[2],
                RedDeviation = preprocessing.StandardDeviation[0],
                GreenDeviation = preprocessing.StandardDeviation[1],
                BlueDeviation = preprocessing.StandardDeviation[2],
            });
        return output.GetAsArray1D();
    }

    private static (int[] Starts, int Taps, int[] Weights) Table(int source, int target, ResampleFilter filter)
    {
        var axis = new ResampleAxis(source, 0, source, target, 0, target);
        var taps = axis.CountTaps(filter);
        var (starts, weights, scratch) = (new int[2 * target], new int[target * taps], new double[taps]);
        for (var i = 0; i < target; i++)
        {
            (starts[2 * i], starts[(2 * i) + 1]) = axis.Taps(filter, i, scratch, weights.AsSpan(i * taps, taps));
        }

        return (starts, taps, weights);
    }
}
