using IlgpuCam.Compute;
using IlgpuCam.Images;
using IlgpuCam.Kernels;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Preprocess"/>, which has to give the very numbers that the processor does.</summary>
internal static class PreprocessCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var filter in Enum.GetValues<ResampleFilter>())
            {
                yield return new($"a smaller photo, {filter}", d => Check(d, 53, 31, filter, 23, 17));
                yield return new($"a larger photo, {filter}", d => Check(d, 5, 3, filter, 35, 9));
                yield return new($"a pixel, {filter}", d => Check(d, 1, 1, filter, 1, 1));
            }
        }
    }

    private static void Check(CaseDevice device, int width, int height, ResampleFilter filter, int inputWidth, int inputHeight)
    {
        var random = new Random(4);
        var photo = new RgbImage(width, height);
        random.NextBytes(photo.Pixels);
        var preprocessing = Preprocessing.ImageNet with { Height = inputHeight, Width = inputWidth, Resize = ResizeMode.Squash, Filter = filter };
        var (columns, columnTaps, columnWeights) = Table(width, inputWidth, filter);
        var (rows, rowTaps, rowWeights) = Table(height, inputHeight, filter);
        var (source, narrow, output) = (device.Upload(photo.Pixels), device.Scratch<byte>(3 * inputWidth * height), device.Result(3 * inputWidth * inputHeight));
        var (columnStarts, columnFactors, rowStarts, rowFactors) = (device.Upload(columns), device.Upload(columnWeights), device.Upload(rows), device.Upload(rowWeights));
        InputPlacement placement = new()
        {
            Height = inputHeight,
            Width = inputWidth,
            RedMean = preprocessing.Mean[0],
            GreenMean = preprocessing.Mean[1],
            BlueMean = preprocessing.Mean[2],
            RedDeviation = preprocessing.StandardDeviation[0],
            GreenDeviation = preprocessing.StandardDeviation[1],
            BlueDeviation = preprocessing.StandardDeviation[2],
        };
        device.Launch(s =>
        {
            Preprocess.Columns(s, CaseDevice.Over(inputWidth, height), source, columnStarts, columnFactors, narrow, width, inputWidth, columnTaps);
            Preprocess.RowsToInput(s, CaseDevice.Over(inputWidth, inputHeight), narrow, rowStarts, rowFactors, output.View, inputWidth, rowTaps, placement);
        });
        Assert.Equal(preprocessing.Apply(photo).Data, output.GetAsArray1D());
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
