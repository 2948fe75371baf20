using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Benchmarks;

/// <summary>A photo as a file.</summary>
/// <param name="name">The file's name, beside the program.</param>
public sealed class Picture(string name) : IWork
{
    private readonly Lazy<RgbImage> _pixels = new(() => ImageFile.Load(PathOf(name)).Image);

    /// <inheritdoc/>
    public double Operations => 0;

    /// <summary>Bytes of the pixels.</summary>
    public double Bytes => 3.0 * Pixels.Width * Pixels.Height;

    /// <summary>The file's bytes.</summary>
    public byte[] File { get; } = System.IO.File.ReadAllBytes(PathOf(name));

    /// <summary>The pixels.</summary>
    public RgbImage Pixels => _pixels.Value;

    /// <inheritdoc/>
    public override string ToString() => name;

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);
}
