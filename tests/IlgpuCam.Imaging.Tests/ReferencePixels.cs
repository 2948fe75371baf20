using IlgpuCam.Images;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests;

/// <summary>The pixels that libjpeg-turbo and libpng give for the pictures of tests/data/images.</summary>
internal static class ReferencePixels
{
    private static readonly SafeTensorsFile File = SafeTensorsFile.Open(TestFiles.Fixture("images/pixels.safetensors"));

    /// <summary>The names of the pictures with these extensions.</summary>
    public static TheoryData<string> Names(params string[] extensions) =>
        [.. File.Names.Where(name => extensions.Contains(Path.GetExtension(name))).Order(StringComparer.Ordinal)];

    /// <summary>A picture's pixels.</summary>
    public static RgbImage Of(string name)
    {
        var tensor = File[name];
        return new RgbImage((int)tensor.Shape[1], (int)tensor.Shape[0], tensor.Bytes.ToArray());
    }
}
