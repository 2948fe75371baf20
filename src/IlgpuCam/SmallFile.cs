using IlgpuCam.Models;

namespace IlgpuCam;

/// <summary>Reads files that people write: what claims to be one may be a device or a disk image.</summary>
internal static class SmallFile
{
    private const int MaximumBytes = 16 << 20;

    /// <summary>The whole file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It has more than 16 MiB.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        using var content = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = file.Read(part)) > 0;)
        {
            content.Write(part, 0, count);
            if (content.Length > MaximumBytes)
            {
                throw new ModelFormatException($"{path}: a text of at most {MaximumBytes} bytes was expected, found more.");
            }
        }

        return content.ToArray();
    }
}
