using System.Numerics;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Bmp;

/// <summary>One channel of a pixel with bit fields.</summary>
internal sealed class BmpChannel
{
    private readonly uint _mask;
    private readonly int _shift;

    // The 8-bit value of each sample: value * 255 / most, rounded down as Pillow does.
    private readonly byte[] _levels;

    /// <summary>Prepares for one mask.</summary>
    /// <param name="mask">Neighbouring bits; none means that the channel is black.</param>
    /// <exception cref="ImageFormatException">The bits are apart.</exception>
    public BmpChannel(uint mask)
    {
        var shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        var most = mask >> shift;
        if ((most & (most + 1)) != 0)
        {
            throw new ImageFormatException($"The BMP channel mask 0x{mask:X8} has gaps.");
        }

        // Of more than 16 bits the high ones are enough.
        var surplus = Math.Max(0, BitOperations.PopCount(most) - 16);
        _mask = mask;
        _shift = shift + surplus;
        _levels = new byte[(most >> surplus) + 1];
        for (var i = 1; i < _levels.Length; i++)
        {
            _levels[i] = (byte)(i * 255L / (_levels.Length - 1));
        }
    }

    /// <summary>The channel's 8-bit value in a pixel.</summary>
    public byte Extract(uint pixel) => _levels[(pixel & _mask) >> _shift];
}
