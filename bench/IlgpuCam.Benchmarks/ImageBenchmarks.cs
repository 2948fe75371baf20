using BenchmarkDotNet.Attributes;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Benchmarks;

/// <summary>From a photo's file to the network's input; GB/s are of the photo's pixels.</summary>
public class ImageBenchmarks
{
    private readonly float[] _input = new float[3 * 224 * 224];

    /// <summary>The photos.</summary>
    public static IEnumerable<Picture> Pictures => [new("rocket.jpg"), new("coffee.png")];

    /// <summary>The photo.</summary>
    [ParamsSource(nameof(Pictures))]
    public Picture Picture { get; set; } = null!;

    /// <summary>File to pixels.</summary>
    [Benchmark]
    public DecodedImage Decode() => ImageFile.Decode(Picture.File);

    /// <summary>Pixels to 224x224.</summary>
    [Benchmark]
    public RgbImage Resample() => Resampler.Resize(Picture.Pixels, 224, 224, ResampleFilter.Bilinear);

    /// <summary>Pixels to the network's input: resampled, shifted, scaled, ordered.</summary>
    [Benchmark]
    public void Preprocess() => Preprocessing.Caffe.WithSize(224, 224).Apply(Picture.Pixels, _input);
}
