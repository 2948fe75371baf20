using System.Collections.Immutable;

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

    /// <summary>The length of the shorter side before the centre crop; null for the input's longer side over 0.875, rounded, so that any photo fills the input.</summary>
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
    public int ShorterSide => Shorter ?? (int)Math.Round(Math.Max(Height, Width) / 0.875, MidpointRounding.ToEven);

    /// <summary>The same for another input size; a stated shorter side is scaled with it.</summary>
    /// <param name="height">Height of the input in pixels.</param>
    /// <param name="width">Width of the input in pixels.</param>
    public Preprocessing WithSize(int height, int width) => this with
    {
        Height = height,
        Width = width,
        Shorter = Shorter is { } s ? Math.Clamp((int)Math.Round((double)s * Math.Max(height, width) / Math.Max(Height, Width)), 1, LongestSide) : null,
    };

    /// <summary>Compares by value, the channels' numbers included.</summary>
    /// <param name="other">The other preprocessing.</param>
    public bool Equals(Preprocessing? other) => other is not null
        && (Height, Width, Resize, Shorter, Filter, Color, Labels) == (other.Height, other.Width, other.Resize, other.Shorter, other.Filter, other.Color, other.Labels)
        && Mean.AsSpan().SequenceEqual(other.Mean.AsSpan())
        && StandardDeviation.AsSpan().SequenceEqual(other.StandardDeviation.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Height, Width, Resize, Shorter, Filter, Color, HashCode.Combine(Mean[0], Mean[1], Mean[2]), HashCode.Combine(StandardDeviation[0], Labels));

    private static int Side(int value) => value is >= 1 and <= LongestSide
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"a side is from 1 to {LongestSide} pixels");

    private static ImmutableArray<float> Triple(ImmutableArray<float> values, bool allowZero) =>
        !values.IsDefault && values.Length == 3 && values.All(v => float.IsFinite(v) && (allowZero || v != 0))
            ? values
            : throw new ArgumentException($"three finite numbers{(allowZero ? string.Empty : " other than 0")} were expected", nameof(values));
}
