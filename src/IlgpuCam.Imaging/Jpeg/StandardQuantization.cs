namespace IlgpuCam.Imaging.Jpeg;

/// <summary>The quantisation tables of ITU T.81, K.1, and libjpeg's scale of qualities over them.</summary>
internal static class StandardQuantization
{
    private static ReadOnlySpan<byte> Luminance =>
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chrominance =>
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>The steps for a quality, in row-major order.</summary>
    /// <param name="chrominance">Whether for chrominance.</param>
    /// <param name="quality">1 to 100.</param>
    internal static byte[] Table(bool chrominance, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var table = new byte[64];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)Math.Clamp((((chrominance ? Chrominance : Luminance)[i] * percent) + 50) / 100, 1, 255);
        }

        return table;
    }
}
