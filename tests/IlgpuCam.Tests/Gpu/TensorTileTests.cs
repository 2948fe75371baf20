using IlgpuCam.Compute;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Kernels;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Every instance of the convolution for tensor cores by itself, enough tiles deep that all of its buffers come round, against a plain loop in double precision.</summary>
public sealed class TensorTileTests
{
    private const int Batch = 2;
    private const int Outputs = 37;
    private const int Height = 6;
    private const int Width = 10;

    // Fractions of 64 below 1, which both precisions hold. A GPU's tensor cores cut sums off where floats round.
    private const float Unit = 1f / 64;
    private const double Tolerance = 2e-5;

    public static TheoryData<string, int, bool, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool, bool>();
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind != DeviceKind.OpenCl).Select(d => d.Id).Append("debugging"))
        {
            // A thread for each work-item: the largest tile would take too long.
            foreach (var rows in device == "debugging" ? new[] { 32 } : [32, 64, 128])
            {
                cases.Add(device, rows, false, false);
                cases.Add(device, rows, false, true);
                cases.Add(device, rows, true, false);
                cases.Add(device, rows, true, true);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tile_gives_the_sums_of_the_definition(string device, int rows, bool isHalf, bool isPixel)
    {
        var (channels, side) = isPixel ? (isHalf ? 83 : 67, 1) : (isHalf ? 9 : 8, 3);
        var tile = TensorTileShape.All.Single(t => t.Rows == rows);
        var steps = channels * side * side;
        var shape = new ConvolutionShape
        {
            Height = Height, Width = Width, OutputHeight = Height, OutputWidth = Width, StrideY = 1, StrideX = 1, PadTop = side / 2, PadLeft = side / 2,
            KernelHeight = side, KernelWidth = side, DilationY = 1, DilationX = 1, GroupChannels = channels, GroupOutputs = Outputs, InputImage = channels * Height * Width,
            OutputImage = Outputs * Height * Width, ResidualImage = Outputs * Height * Width, Columns = Batch * Height * Width, HasResidual = 1,
            Depth = TileShape.RoundUp(steps, isHalf ? TensorConvolution.HalfDepth : TensorConvolution.Depth), PackedOutputs = TileShape.RoundUp(Outputs, tile.Rows),
        };
        var random = new Random(rows);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-63, 64) * Unit)];
        var (input, weights, bias, residual) = (Numbers(Batch * shape.InputImage), Numbers(Outputs * steps), Numbers(Outputs), Numbers(Batch * shape.OutputImage));
        using var accelerator = device == "debugging" ? new EmulatorAccelerator(isDebugging: true) : Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device));
        using var i = accelerator.Allocate1D<float>((ReadOnlySpan<float>)input);
        using var b = accelerator.Allocate1D<float>((ReadOnlySpan<float>)bias);
        using var r = accelerator.Allocate1D<float>((ReadOnlySpan<float>)residual);
        using var o = accelerator.Allocate1D<float>(Batch * shape.OutputImage);
        using var taps = accelerator.Allocate1D<int>((ReadOnlySpan<int>)TiledConvolution.Taps(shape, steps));
        var packed = TiledConvolution.Pack(weights, steps, 1, shape);
        using var singles = accelerator.Allocate1D<float>((ReadOnlySpan<float>)packed);
        using var halves = accelerator.Allocate1D<uint>((ReadOnlySpan<uint>)TensorCoreConvolution.Halves(packed));
        var config = new KernelConfig(
            new Index3D((shape.Columns + tile.Columns - 1) / tile.Columns, (Outputs + tile.Rows - 1) / tile.Rows, 1), new Index3D(tile.Items, 1, 1));
        ActivationParameters clamp = new() { A = -2, B = 9 };
        if (isHalf)
        {
            (isPixel ? tile.HalfPixel : tile.HalfWindow)(accelerator.DefaultStream, config, i.View, halves.View, taps.View, b.View, r.View, o.View, shape, clamp);
        }
        else
        {
            (isPixel ? tile.Tf32Pixel : tile.Tf32Window)(accelerator.DefaultStream, config, i.View, singles.View, taps.View, b.View, r.View, o.View, shape, clamp);
        }

        Near.Equal(Expected(shape, input, weights, bias, residual), o.GetAsArray1D(), Tolerance, $"a tile of {rows} rows on {device}");
    }

    private static float[] Expected(in ConvolutionShape shape, float[] input, float[] weights, float[] bias, float[] residual)
    {
        var result = new float[Batch * shape.OutputImage];
        for (var place = 0; place < result.Length; place++)
        {
            var (image, channel, y, x) = (place / shape.OutputImage, place / (Height * Width) % Outputs, place / Width % Height, place % Width);
            double sum = bias[channel] + (double)residual[place];
            for (var step = 0; step < shape.GroupChannels * shape.KernelHeight * shape.KernelWidth; step++)
            {
                var (c, row, column) = (
                    step / (shape.KernelHeight * shape.KernelWidth), y + (step / shape.KernelWidth % shape.KernelHeight) - shape.PadTop, x + (step % shape.KernelWidth) - shape.PadLeft);
                if (row is >= 0 and < Height && column is >= 0 and < Width)
                {
                    sum += (double)input[(image * shape.InputImage) + (((c * Height) + row) * Width) + column]
                        * weights[(channel * shape.GroupChannels * shape.KernelHeight * shape.KernelWidth) + step];
                }
            }

            result[place] = (float)Math.Clamp(sum, -2, 9);
        }

        return result;
    }
}
