using System.Collections.Immutable;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Images;

/// <summary>How pixels become an input tensor: size, resampling, channel order, mean and standard deviation. Immutable.</summary>
public sealed partial record Preprocessing
{
    private const int LongestSide = 16384;

    /// <summary>The ImageNet convention of torchvision: shorter side to size / 0.875, centre crop, bilinear, RGB.</summary>
    public static Preprocessing ImageNet { get; } = new()
    {
        Resize = ResizeMode.Shorter,
        Mean = [123.675f, 116.28f, 103.53f],
        StandardDeviation = [58.395f, 57.12f, 57.375f],
    };

    /// <summary>The convention of Caffe's models: squeezed, bilinear, BGR, mean subtracted.</summary>
    public static Preprocessing Caffe { get; } = new() { Color = ColorOrder.Bgr, Mean = [104, 117, 123], StandardDeviation = [1, 1, 1] };

    /// <summary>The convention of Inception: squeezed, bilinear, RGB, to -1..1.</summary>
    public static Preprocessing Inception { get; } = new() { Mean = [127.5f, 127.5f, 127.5f], StandardDeviation = [127.5f, 127.5f, 127.5f] };

    /// <summary>Squeezed, bilinear, RGB, 0..255 as they are.</summary>
    public static Preprocessing None { get; } = new() { Mean = [0, 0, 0], StandardDeviation = [1, 1, 1] };

    /// <summary>Height of the input in pixels, 1 to 16384.</summary>
    public int Height { get; init => field = Side(value); } = 224;

    /// <summary>Width of the input in pixels, 1 to 16384.</summary>
    public int Width { get; init => field = Side(value); } = 224;

    /// <summary>How the photo is brought to this size.</summary>
    public ResizeMode Resize { get; init; }

    /// <summary>The length of the shorter side before the centre crop; null for the input's shorter side over 0.875, rounded.</summary>
    public int? Shorter { get; init => field = value is { } length ? Side(length) : null; }

    /// <summary>The resampling filter, antialiased as in Pillow.</summary>
    public ResampleFilter Filter { get; init; } = ResampleFilter.Bilinear;

    /// <summary>The order of the channels.</summary>
    public ColorOrder Color { get; init; }

    /// <summary>What is subtracted from each channel, in the network's channel order, in units of 0..255.</summary>
    public ImmutableArray<float> Mean { get; init => field = Triple(value, allowZero: true); } = [0, 0, 0];

    /// <summary>What each channel is divided by then; not 0.</summary>
    public ImmutableArray<float> StandardDeviation { get; init => field = Triple(value, allowZero: false); } = [1, 1, 1];

    /// <summary>The file of labels that a JSON named beside the preprocessing, or null.</summary>
    public string? Labels { get; init; }

    /// <summary>The length of the shorter side before the centre crop.</summary>
    public int ShorterSide => Shorter ?? (int)Math.Round(Math.Min(Height, Width) / 0.875, MidpointRounding.ToEven);

    /// <summary>The same for another input size; a stated shorter side is scaled with it.</summary>
    /// <param name="height">Height of the input in pixels.</param>
    /// <param name="width">Width of the input in pixels.</param>
    public Preprocessing WithSize(int height, int width) => this with
    {
        Height = height,
        Width = width,
        Shorter = Shorter is { } s ? Math.Clamp((int)Math.Round((double)s * Math.Min(height, width) / Math.Min(Height, Width)), 1, LongestSide) : null,
    };

    /// <summary>Where the input lies on a photo of the given size.</summary>
    /// <param name="photoWidth">The photo's width in pixels.</param>
    /// <param name="photoHeight">The photo's height in pixels.</param>
    /// <exception cref="ImageFormatException">The photo is too narrow for this mode.</exception>
    public Placement Place(int photoWidth, int photoHeight)
    {
        var (width, height, left, top) = Fit(photoWidth, photoHeight);
        var (scaleX, scaleY) = ((double)photoWidth / width, (double)photoHeight / height);
        return new(photoWidth, photoHeight, -left * scaleX, -top * scaleY, Width * scaleX, Height * scaleY);
    }

    /// <summary>Writes the input tensor of one photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="destination">3 x <see cref="Height"/> x <see cref="Width"/> values, channel by channel.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ImageFormatException">The photo is too narrow for this mode.</exception>
    public void Apply(RgbImage photo, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(photo);
        if (destination.Length != 3 * Height * Width)
        {
            throw new ArgumentException($"an input of 3x{Height}x{Width} was expected, found {destination.Length} values", nameof(destination));
        }

        var (width, height, left, top) = Fit(photo.Width, photo.Height);
        var resized = Resampler.Resize(photo, width, height, Filter);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = destination.Slice(channel * Height * Width, Height * Width);
            var source = Color == ColorOrder.Rgb ? channel : 2 - channel;
            WritePlane(resized, source, left, top, Table(channel), plane);
        }
    }

    /// <summary>The input tensor 1x3xHxW of one photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <exception cref="ImageFormatException">The photo is too narrow for this mode.</exception>
    public Tensor Apply(RgbImage photo)
    {
        var tensor = new Tensor([1, 3, Height, Width]);
        Apply(photo, tensor.Data);
        return tensor;
    }

    private static int Side(int value) => value is >= 1 and <= LongestSide
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"a side is from 1 to {LongestSide} pixels");

    private static ImmutableArray<float> Triple(ImmutableArray<float> values, bool allowZero) =>
        !values.IsDefault && values.Length == 3 && values.All(v => float.IsFinite(v) && (allowZero || v != 0))
            ? values
            : throw new ArgumentException($"three finite numbers{(allowZero ? string.Empty : " other than 0")} were expected", nameof(values));

    /// <summary>The size of the scaled photo, and where its corner lies on the input: left and top are negative where the photo is cropped.</summary>
    private (int Width, int Height, int Left, int Top) Fit(int photoWidth, int photoHeight)
    {
        switch (Resize)
        {
            case ResizeMode.Squash:
                return (Width, Height, 0, 0);
            case ResizeMode.Letterbox:
                var scale = Math.Min((double)Width / photoWidth, (double)Height / photoHeight);
                var (w, h) = (Scaled(photoWidth, Width), Scaled(photoHeight, Height));
                return (w, h, (Width - w) / 2, (Height - h) / 2);
                int Scaled(int side, int most) => Math.Clamp((int)Math.Round(side * scale), 1, most);
            default:
                // torchvision: the longer side is rounded down, the crop's offset to the nearest even number.
                var longer = (long)ShorterSide * Math.Max(photoWidth, photoHeight) / Math.Min(photoWidth, photoHeight);
                if (longer > RgbImageLimit)
                {
                    throw new ImageFormatException($"A photo of {photoWidth}x{photoHeight} is too narrow: its shorter side cannot be scaled to {ShorterSide}.");
                }

                var (width, height) = photoWidth <= photoHeight ? (ShorterSide, (int)longer) : ((int)longer, ShorterSide);
                return (width, height, -Offset(width, Width), -Offset(height, Height));
        }

        static int Offset(int have, int want) => (int)Math.Round((have - want) / 2.0, MidpointRounding.ToEven);
    }

    // A photo 300 times as long as wide is no photo; scaling it up would take gigabytes.
    private const long RgbImageLimit = 1 << 17;

    private float[] Table(int channel)
    {
        var table = new float[256];
        for (var i = 0; i < 256; i++)
        {
            table[i] = (i - Mean[channel]) / StandardDeviation[channel];
        }

        return table;
    }

    private void WritePlane(RgbImage image, int channel, int left, int top, float[] table, Span<float> plane)
    {
        var (from, to) = (Math.Max(0, left), Math.Min(Width, left + image.Width));
        for (var y = 0; y < Height; y++)
        {
            var row = plane.Slice(y * Width, Width);
            if (y < top || y >= top + image.Height)
            {
                row.Clear(); // The mean, normalised.
                continue;
            }

            var source = image.Row(y - top);
            row[..from].Clear();
            row[to..].Clear();
            for (var x = from; x < to; x++)
            {
                row[x] = table[source[(3 * (x - left)) + channel]];
            }
        }
    }
}
