using System.Buffers;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Images;

/// <content>From pixels to the input tensor, and back from the input to the photo's pixels.</content>
public sealed partial record Preprocessing
{
    /// <summary>Where the input lies on a photo of the given size.</summary>
    /// <param name="photoWidth">The photo's width in pixels, at least 1.</param>
    /// <param name="photoHeight">The photo's height in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public Placement Place(int photoWidth, int photoHeight)
    {
        var fit = InputFit.Of(this, photoWidth, photoHeight);
        var (scaleX, scaleY) = ((double)photoWidth / fit.Width, (double)photoHeight / fit.Height);
        return new(photoWidth, photoHeight, -fit.Left * scaleX, -fit.Top * scaleY, Width * scaleX, Height * scaleY);
    }

    /// <summary>The input tensor 1x3xHxW of one photo.</summary>
    /// <param name="photo">The photo.</param>
    public Tensor Apply(RgbImage photo) => Apply(new Photo(photo));

    /// <summary>The input tensor 1x3xHxW of one photo that may have been decoded at a fraction of its size.</summary>
    /// <param name="photo">The photo.</param>
    public Tensor Apply(Photo photo)
    {
        var tensor = new Tensor([1, 3, Height, Width]);
        Apply(photo, tensor.Data);
        return tensor;
    }

    /// <summary>Writes the input tensor of one photo. Where there is no photo (beside a letterbox, or beside a shorter side shorter than the input) it is 0, the mean.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="destination">3 x <see cref="Height"/> x <see cref="Width"/> values, channel by channel.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Apply(RgbImage photo, Span<float> destination) => Apply(new Photo(photo), destination);

    /// <summary>The same for a photo that may have been decoded at a fraction of its size.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="destination">3 x <see cref="Height"/> x <see cref="Width"/> values, channel by channel.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Apply(Photo photo, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(photo);
        if (destination.Length != 3 * Height * Width)
        {
            throw new ArgumentException($"an input of 3x{Height}x{Width} was expected, found {destination.Length} values", nameof(destination));
        }

        var window = InputWindow.Of(this, photo.Width, photo.Height, photo.Image.Width, photo.Image.Height, photo.Area);
        var (columns, rows) = (window.Horizontal.Count, window.Vertical.Count);
        var stride = columns * 3;
        var pixels = ArrayPool<byte>.Shared.Rent(stride * rows);
        Resampler.ResizeWindow(photo.Image, window.Horizontal, window.Vertical, Filter, pixels, stride);

        Span<float> table = stackalloc float[byte.MaxValue + 1];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < table.Length; i++)
            {
                table[i] = (i - Mean[channel]) / StandardDeviation[channel];
            }

            var plane = destination.Slice(channel * Height * Width, Height * Width);
            if (!window.Fills(this))
            {
                plane.Clear();
            }

            var first = Color == ColorOrder.Rgb ? channel : 2 - channel;
            for (var y = 0; y < rows; y++)
            {
                Normalise(pixels.AsSpan(y * stride, stride), first, table, plane.Slice(((window.Top + y) * Width) + window.Left, columns));
            }
        }

        ArrayPool<byte>.Shared.Return(pixels);
    }

    private static void Normalise(ReadOnlySpan<byte> rgb, int first, ReadOnlySpan<float> table, Span<float> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = table[rgb[(x * 3) + first]];
        }
    }
}
