using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Photos;

/// <summary>From logits and features to maps on a device: it finds the best classes itself, adds the named ones, and sums the features with their weights.</summary>
internal sealed class ClassMaps(Accelerator accelerator, ReadOnlySpan<float> classWeights, int classes, int channels, int pixels) : IDisposable
{
    // Groups along a launch's second axis, which are maps here.
    private const int MostMaps = 65535;

    private readonly MemoryBuffer1D<float> _weights = accelerator.Allocate1D(classWeights);
    private readonly GrowingBuffer<int> _named = new(accelerator);
    private readonly GrowingBuffer<int> _targets = new(accelerator);

    /// <summary>Makes room for the maps of a batch.</summary>
    internal void Prepare(int maps, int named)
    {
        _named.Require(named);
        _targets.Require(2L * maps);
    }

    /// <summary>Uploads the classes that were asked for by name.</summary>
    internal void Upload(AcceleratorStream stream, ReadOnlySpan<int> named) => _named.Upload(stream, named);

    /// <summary>Launches it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="logits">[images, classes].</param>
    /// <param name="features">[images, channels, pixels].</param>
    /// <param name="winners">[images, top]: receives the best classes.</param>
    /// <param name="maps">[maps, pixels]: for each image the maps of its best classes, then those of the named ones.</param>
    /// <param name="counts">One a map: receives 0.</param>
    /// <param name="images">Images.</param>
    /// <param name="top">Best classes of an image.</param>
    internal void Launch(
        AcceleratorStream stream, ArrayView<float> logits, ArrayView<float> features, ArrayView<int> winners, ArrayView<float> maps, ArrayView<int> counts, int images, int top)
    {
        if (top > 0)
        {
            TopClasses.Run(stream, (images, TopClasses.GroupSize), logits, winners, classes, top);
        }

        var count = counts.IntLength;
        MapTargets.Run(stream, Launching.Over(count), winners, _named.View, _targets.View, counts, top, count / images, count);
        for (var first = 0; first < count; first += MostMaps)
        {
            var some = Math.Min(MostMaps, count - first);
            ClassActivationMaps.WeightedSum(
                stream,
                new(new Index3D(Launching.Groups(pixels, ClassActivationMaps.Pixels), some, 1), new Index3D(ClassActivationMaps.GroupSize, 1, 1)),
                features,
                _weights.View,
                _targets.View.SubView(2L * first, 2L * some),
                maps.SubView((long)first * pixels, (long)some * pixels),
                channels,
                pixels);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weights.Dispose();
        _named.Dispose();
        _targets.Dispose();
    }
}
