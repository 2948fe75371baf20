using System.CommandLine;
using IlgpuCam.Backends;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Gpu;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Models.Surgery;

namespace IlgpuCam.Cli;

/// <summary>A model cut off behind its features, ready to run on the chosen device.</summary>
internal sealed class FeatureSession : IDisposable
{
    // Photos that go to an accelerator together.
    private const int BatchSize = 8;

    private readonly IBackend _backend;
    private readonly FeatureExtractor _extractor;
    private readonly int _threads;
    private readonly int _batch;

    /// <summary>Loads model and device.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The options of the model.</param>
    /// <param name="engine">The options of the device.</param>
    /// <param name="features">The options of the features.</param>
    internal FeatureSession(ParseResult parsed, ModelOptions model, EngineOptions engine, FeatureOptions features)
    {
        ModelPath = model.Path(parsed);
        _threads = engine.Threads(parsed);
        var description = model.Load(parsed, ModelPath, CommandHost.Warn);
        Layer = PooledLayer.Cut(description.Network, features.Layer(parsed), features.Pool(parsed));
        var image = description.Network.Inputs.FirstOrDefault(i => i.IsImage)
            ?? throw new NetworkException("The network has no image input of four axes.");
        if (description.Preprocessing is null)
        {
            CommandHost.Warn("The model states no preprocessing; the preset imagenet is assumed.");
            description = description with { Preprocessing = Preprocessing.ImageNet.WithSize(image.DefaultShape[2], image.DefaultShape[3]) };
        }

        Description = description;
        _backend = engine.Open(parsed, 1);
        try
        {
            _batch = AcceleratorBackend.Of(_backend) is null ? 1 : BatchSize;
            _extractor = new(Layer, description.Preprocessing, _backend, _batch);
        }
        catch
        {
            _backend.Dispose();
            throw;
        }
    }

    /// <summary>The model file.</summary>
    internal string ModelPath { get; }

    /// <summary>The model as it was, with the preprocessing that is used.</summary>
    internal ModelDescription Description { get; }

    /// <summary>The network up to the features.</summary>
    internal PooledLayer Layer { get; }

    /// <summary>Does photos; see <see cref="FeatureWork.Run"/>.</summary>
    internal int Run(IReadOnlyList<HeadSample> samples, bool progress, Action<HeadSample, float[]> take, CancellationToken cancellation) =>
        new FeatureWork(_extractor, _batch).Run(samples, Math.Min(_threads, samples.Count), progress, take, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _extractor.Dispose();
        _backend.Dispose();
    }
}
