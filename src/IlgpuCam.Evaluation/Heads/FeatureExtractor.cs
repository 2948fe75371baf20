using System.Collections.Concurrent;
using IlgpuCam.Backends;
using IlgpuCam.Images;
using IlgpuCam.Models.Surgery;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>From photos to the pooled features of a network. One object serves many threads at once.</summary>
public sealed class FeatureExtractor : IDisposable
{
    private readonly IPlan _plan;
    private readonly Preprocessing _preprocessing;
    private readonly ConcurrentBag<(Tensor Input, Tensor Output)> _free = [];
    private readonly int _batch;
    private readonly int _count;

    /// <summary>Compiles the network.</summary>
    /// <param name="layer">The network up to its features.</param>
    /// <param name="preprocessing">How photos become input tensors.</param>
    /// <param name="backend">What runs it; stays the caller's to dispose.</param>
    /// <param name="batch">Photos of one pass: 1 on the processor, some on an accelerator.</param>
    /// <exception cref="Models.NetworkException">The network does not accept photos of this size, or the backend lacks one of its nodes.</exception>
    public FeatureExtractor(PooledLayer layer, Preprocessing preprocessing, IBackend backend, int batch = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_preprocessing, _batch, _count) = (preprocessing, batch, layer.Count);
        var input = layer.Network.Inputs.First(i => i.IsImage).Name;
        _plan = backend.Compile(layer.Network, new Dictionary<string, Shape> { [input] = [batch, 3, preprocessing.Height, preprocessing.Width] }, [layer.Output]);
    }

    /// <summary>The features of photos.</summary>
    /// <param name="photos">The photos as displayed; any number.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>K features a photo, in order.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<float[]> Compute(IReadOnlyList<RgbImage> photos, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photos);
        var features = new List<float[]>(photos.Count);
        var (input, output) = _free.TryTake(out var tensors) ? tensors : (new Tensor(_plan.Inputs[0].Shape), new Tensor(_plan.Outputs[0].Shape));
        var pixels = input.Data.Length / _batch;
        foreach (var some in photos.Chunk(_batch))
        {
            // A last pass that is not full runs over what the one before left there.
            for (var i = 0; i < some.Length; i++)
            {
                _preprocessing.Apply(some[i], input.Data.AsSpan(i * pixels, pixels));
            }

            _plan.Run([input], [output], cancellationToken);
            for (var i = 0; i < some.Length; i++)
            {
                features.Add(output.Data.AsSpan(i * _count, _count).ToArray());
            }
        }

        _free.Add((input, output));
        return features;
    }

    /// <inheritdoc/>
    public void Dispose() => _plan.Dispose();
}
