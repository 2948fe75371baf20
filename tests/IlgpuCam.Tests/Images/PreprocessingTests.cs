using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Images;

public sealed class PreprocessingTests
{
    [Fact]
    public void Squashing_resizes_the_whole_photo_and_normalises_in_channel_order()
    {
        var photo = ResamplerTests.Noise(53, 31, seed: 1);
        var preprocessing = new Preprocessing
        {
            Height = 17,
            Width = 23,
            Filter = ResampleFilter.Bicubic,
            Color = ColorOrder.Bgr,
            Mean = [104, 117, 123],
            StandardDeviation = [1, 2, 3],
        };
        var resized = Resampler.Resize(photo, 23, 17, ResampleFilter.Bicubic);

        var input = preprocessing.Apply(photo);

        Assert.Equal([1, 3, 17, 23], input.Shape);
        for (var i = 0; i < 17 * 23; i++)
        {
            Assert.Equal(resized.Pixels[(i * 3) + 2] - 104f, input.Data[i]);
            Assert.Equal((resized.Pixels[(i * 3) + 1] - 117f) / 2, input.Data[(17 * 23) + i]);
            Assert.Equal((resized.Pixels[i * 3] - 123f) / 3, input.Data[(2 * 17 * 23) + i]);
        }

        Assert.Equal(Placement.Whole(53, 31), preprocessing.Place(53, 31));
    }

    // Sizes and offsets of torchvision's Resize and CenterCrop: int(shorter * long / short), int(round((side - crop) / 2.0)) with halves to even.
    [Theory]
    [InlineData(500, 375, 256, 341, 256, 58, 16)]
    [InlineData(375, 500, 256, 256, 341, 16, 58)]
    [InlineData(301, 300, 227, 227, 227, 2, 2)]
    [InlineData(100, 100, 229, 229, 229, 2, 2)]
    [InlineData(300, 200, 224, 336, 224, 56, 0)]
    [InlineData(17, 3, 230, 1303, 230, 540, 3)]
    public void The_centre_is_cut_out_as_torchvision_does(int width, int height, int shorter, int scaledWidth, int scaledHeight, int left, int top)
    {
        var photo = ResamplerTests.Noise(width, height, seed: width);
        var preprocessing = Preprocessing.None with { Resize = ResizeMode.Shorter, Shorter = shorter };
        var scaled = Resampler.Resize(photo, scaledWidth, scaledHeight, ResampleFilter.Bilinear);

        var input = preprocessing.Apply(photo);

        for (var y = 0; y < 224; y++)
        {
            for (var x = 0; x < 224; x++)
            {
                Assert.Equal(scaled.Pixels[(((top + y) * scaledWidth) + left + x) * 3], input.Data[(y * 224) + x]);
            }
        }

        var placement = preprocessing.Place(width, height);
        Assert.Equal(left * (double)width / scaledWidth, placement.Left, 1e-9);
        Assert.Equal(top * (double)height / scaledHeight, placement.Top, 1e-9);
        Assert.Equal(224 * (double)width / scaledWidth, placement.Width, 1e-9);
        Assert.Equal(224 * (double)height / scaledHeight, placement.Height, 1e-9);
    }

    [Fact]
    public void A_photo_scaled_to_less_than_the_input_lies_in_the_middle_of_the_mean()
    {
        var photo = new RgbImage(10, 20);
        photo.Pixels.AsSpan().Fill(200);
        var preprocessing = new Preprocessing { Height = 13, Width = 15, Resize = ResizeMode.Shorter, Shorter = 6, Mean = [50, 50, 50], StandardDeviation = [10, 10, 10] };

        var input = preprocessing.Apply(photo);

        // 6x12 on 15x13: 9 columns free, 4 before and 5 behind as in torchvision; 1 row free, behind.
        for (var i = 0; i < 15 * 13; i++)
        {
            var (x, y) = (i % 15, i / 15);
            Assert.Equal(x is >= 4 and < 10 && y < 12 ? 15 : 0, input.Data[i]);
        }

        Assert.Equal(new PixelBox(0, 0, 10, 20), preprocessing.Place(10, 20).Covered);
    }

    [Theory]
    [InlineData(40, 20, 12, 6, 0, 3)]
    [InlineData(20, 40, 6, 12, 3, 0)]
    [InlineData(1000, 1, 12, 1, 0, 5)]
    [InlineData(7, 5, 12, 9, 0, 1)]
    public void A_letterbox_keeps_proportions_and_pads_with_the_mean(int width, int height, int scaledWidth, int scaledHeight, int left, int top)
    {
        var photo = ResamplerTests.Noise(width, height, seed: height);
        var preprocessing = Preprocessing.ImageNet with { Height = 12, Width = 12, Resize = ResizeMode.Letterbox };
        var scaled = Resampler.Resize(photo, scaledWidth, scaledHeight, ResampleFilter.Bilinear);

        var input = preprocessing.Apply(photo);

        for (var i = 0; i < 144; i++)
        {
            var (x, y) = ((i % 12) - left, (i / 12) - top);
            var isPhoto = x >= 0 && x < scaledWidth && y >= 0 && y < scaledHeight;
            Assert.Equal(isPhoto ? (scaled.Pixels[(((y * scaledWidth) + x) * 3) + 1] - 116.28f) / 57.12f : 0, input.Data[144 + i]);
        }

        Assert.Equal(new PixelBox(0, 0, width, height), preprocessing.Place(width, height).Covered);
    }

    [Fact]
    public void What_the_crop_leaves_out_is_not_covered()
    {
        var placement = (Preprocessing.ImageNet with { Shorter = 224 }).Place(400, 200);
        Assert.Equal(new PixelBox(100, 0, 300, 200), placement.Covered);
        Assert.Equal(new PixelBox(25, 25, 175, 175), (Preprocessing.ImageNet with { Shorter = 300, Height = 225, Width = 225 }).Place(200, 200).Covered);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 1)]
    [InlineData(1, 300_000)]
    public void Photos_of_any_shape_have_an_input_and_a_place(int width, int height)
    {
        var photo = new RgbImage(width, height);
        photo.Pixels.AsSpan().Fill(99);
        foreach (var mode in Enum.GetValues<ResizeMode>())
        {
            var preprocessing = Preprocessing.None with { Resize = mode, Height = 20, Width = 30 };
            var input = preprocessing.Apply(photo);
            Assert.Contains(99f, input.Data);
            Assert.All(input.Data, value => Assert.True(value is 99 or 0));
            Assert.True(preprocessing.Place(width, height).Covered.Area > 0);
        }
    }

    [Fact]
    public void A_destination_of_another_length_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Preprocessing.None.Apply(new RgbImage(4, 4), new float[(3 * 224 * 224) - 1]));

    [Fact]
    public void Applying_allocates_no_pixels()
    {
        var photo = ResamplerTests.Noise(301, 207, seed: 9);
        var input = new float[3 * 224 * 224];
        Preprocessing.ImageNet.Apply(photo, input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            Preprocessing.ImageNet.Apply(photo, input);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000); // Room for pools that a collection trimmed; every run for itself would take over a million.
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16385)]
    public void Sides_have_limits(int side)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing { Height = side });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing { Shorter = side });
        Assert.Throws<ArgumentOutOfRangeException>(() => Preprocessing.None.Place(0, 5));
    }
}
