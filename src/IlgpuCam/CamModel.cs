using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Gpu;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <summary>A classifier that tells where its evidence is. One object serves many threads at once.</summary>
public sealed partial class CamModel : IDisposable
{
    // Photos of one pass on an accelerator: its kernels are busy with fewer, and its memory is not full.
    private const int MostPhotos = 64;

    private readonly IBackend _backend;
    private readonly bool _ownsBackend;
    private readonly float[] _classWeights;
    private readonly PlanCache _plans;

    /// <summary>Prepares a model to run.</summary>
    /// <param name="description">The network with its preprocessing and labels, from a model file or an importer.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="NetworkException">The network is no image classifier, does not take images of three channels, or has a node that the backend lacks.</exception>
    public CamModel(ModelDescription description, CamModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        options ??= new();
        Network = description.Network;
        Head = HeadDetection.Find(Network) ?? throw new NetworkException(
            "The network is no image classifier: no output comes from global pooling with a 1x1 convolution or from a fully connected layer over convolutions.");
        InputName = Network.Inputs.FirstOrDefault(i => i.IsImage)?.Name ?? string.Empty;
        Labels = description.Labels;
        Preprocessing = options.Preprocessing ?? description.Preprocessing ?? Assumed(options.Warning);
        if (Labels is not null && Labels.Count != Head.Classes)
        {
            options.Warning?.Invoke($"The model has {Head.Classes} classes but {Labels.Count} labels; classes beyond them are named by their index.");
        }

        _classWeights = Head.Cam is { } cam ? Network.Constants[cam.Weights].ToFloats() : [];
        _ownsBackend = options.Backend is null;
        _backend = options.Backend ?? new CpuBackend(options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        _plans = new(_backend, Network, InputName, [Head.Logits, .. OutputsAfterLogits()]);
        _explainer = new(() => new(Network, Head, _backend));
        _layers = new(FindLayers);
    }

    /// <summary>The graph.</summary>
    public Network Network { get; }

    /// <summary>The classifier's head as it was found in the graph.</summary>
    public ClassifierHead Head { get; }

    /// <summary>The names of the classes, or null.</summary>
    public Labels? Labels { get; }

    /// <summary>How photos become input tensors.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>The name of the graph's image input.</summary>
    public string InputName { get; }

    /// <summary>The device that runs it, such as <c>cpu</c>; another one after a device was lost under a <see cref="FallbackBackend"/>.</summary>
    public string Device => _backend.Name;

    /// <summary>Loads a .cam file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="ModelFormatException">The file is damaged.</exception>
    /// <exception cref="NetworkException">See the constructor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CamModel Load(string path, CamModelOptions? options = null) => new(ModelFile.Load(path), options);

    /// <summary>Whether photos are best given several at a time, as an accelerator runs.</summary>
    public bool RunsBatches => AcceleratorBackend.Of(_backend) is not null;

    /// <summary>The name of a class.</summary>
    /// <param name="classIndex">From 0.</param>
    public string LabelOf(int classIndex) => Labels?.NameOf(classIndex) ?? classIndex.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Finds classes in a photo: one forward pass, then for each class a weighted sum of the feature maps, reduced to a box (Zhou et al. 2016).</summary>
    /// <param name="photo">The photo as displayed.</param>
    /// <param name="options">Which classes, and how boxes are made; the best five by default.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <exception cref="NetworkException">The head allows no class activation map, the method does not fit the network, or the input size does not fit the graph.</exception>
    /// <exception cref="TargetLayerException">There is no such layer.</exception>
    /// <exception cref="DeviceLostException">The accelerator was lost, and the backend has nothing to fall back to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PhotoResult Localize(RgbImage photo, LocalizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return Localize([new Photo(photo)], options, cancellationToken)[0];
    }

    /// <summary>Finds classes in a photo whose pixels may have been decoded at a fraction of its size; boxes, peaks and maps are in the pixels of the full size.</summary>
    /// <param name="photo">The photo as displayed.</param>
    /// <param name="options">Which classes, and how boxes are made; the best five by default.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <exception cref="NetworkException">The head allows no class activation map, the method does not fit the network, or the input size does not fit the graph.</exception>
    /// <exception cref="TargetLayerException">There is no such layer.</exception>
    /// <exception cref="DeviceLostException">The accelerator was lost, and the backend has nothing to fall back to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PhotoResult Localize(Photo photo, LocalizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return Localize([photo], options, cancellationToken)[0];
    }

    /// <summary>Finds classes in several photos, which may differ in size: the same results as one after the other, but on an accelerator up to 64 of them in one pass.</summary>
    /// <param name="photos">The photos as displayed.</param>
    /// <param name="options">Which classes, and how boxes are made; the best five by default.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>A result a photo, in order.</returns>
    /// <exception cref="NetworkException">The head allows no class activation map, the method does not fit the network, or the input size does not fit the graph.</exception>
    /// <exception cref="TargetLayerException">There is no such layer.</exception>
    /// <exception cref="DeviceLostException">The accelerator was lost, and the backend has nothing to fall back to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImmutableArray<PhotoResult> Localize(IReadOnlyList<RgbImage> photos, LocalizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photos);
        return Localize([.. photos.Select(photo => new Photo(photo))], options, cancellationToken);
    }

    /// <summary>The same for photos whose pixels may have been decoded at a fraction of their size; boxes, peaks and maps are in the pixels of the full size.</summary>
    /// <param name="photos">The photos as displayed.</param>
    /// <param name="options">Which classes, and how boxes are made; the best five by default.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>A result a photo, in order.</returns>
    /// <exception cref="NetworkException">The head allows no class activation map, the method does not fit the network, or the input size does not fit the graph.</exception>
    /// <exception cref="TargetLayerException">There is no such layer.</exception>
    /// <exception cref="DeviceLostException">The accelerator was lost, and the backend has nothing to fall back to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImmutableArray<PhotoResult> Localize(IReadOnlyList<Photo> photos, LocalizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photos);
        options ??= new();
        var explanation = Explanation.Of(options, _layers);
        if (explanation is null)
        {
            RequireCam();
        }

        var request = ClassRequest.Of(options, Head.Classes);
        var results = ImmutableArray.CreateBuilder<PhotoResult>(photos.Count);
        foreach (var some in photos.Chunk(options.Views is null ? MostPhotos : PhotosInViews))
        {
            results.AddRange(options.Views is { } views ? LocalizeViews(some, views, request, options, explanation, cancellationToken)
                : explanation is not null ? some.Select(photo => LocalizeByMethod(photo, explanation, request, options, cancellationToken))
                : LocalizeOnDevice(some, request, options, cancellationToken) ?? some.Select(photo => LocalizeOnProcessor(photo, request, options, cancellationToken)));
        }

        return results.MoveToImmutable();
    }

    /// <summary>Runs the network on a batch that is preprocessed already.</summary>
    /// <param name="input">The images [N,C,H,W].</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <exception cref="NetworkException">The graph does not accept this shape.</exception>
    public ForwardResult Forward(Tensor input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var lease = _plans.Rent(input.Shape);
        var plan = lease.Pool.Plan;
        var outputs = plan.Outputs.Select(o => Tensor.ForResult(o.Shape)).ToArray();
        plan.Run([input], outputs, cancellationToken);
        Shape scores = [input.Shape[0], Head.Classes];
        return new(
            new(scores, outputs[0].Data),
            Head.Probabilities is null ? null : new(scores, outputs[1].Data),
            Head.Cam is null ? null : outputs[^1]);
    }

    /// <summary>The class activation map of one class of one image: the sum of the feature maps, each times its weight for the class, without the bias.</summary>
    /// <param name="features">Feature maps [N,K,h,w], as <see cref="Forward"/> gives them.</param>
    /// <param name="image">The image in the batch, from 0.</param>
    /// <param name="classIndex">The class, from 0.</param>
    /// <exception cref="NetworkException">The head allows no class activation map.</exception>
    public ActivationMap Map(Tensor features, int image, int classIndex)
    {
        var channels = RequireCam().Channels;
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, Head.Classes);
        var (height, width) = (features.Shape[2], features.Shape[3]);
        var size = channels * height * width;
        return Map(features.Span.Slice(image * size, size), height, width, classIndex);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_explainer.IsValueCreated)
        {
            _explainer.Value.Dispose();
        }

        _plans.Dispose();
        if (_ownsBackend)
        {
            _backend.Dispose();
        }
    }

    private ActivationMap Map(ReadOnlySpan<float> features, int height, int width, int classIndex)
    {
        var channels = RequireCam().Channels;
        return Cam.Compute(features, channels, height, width, _classWeights.AsSpan(classIndex * channels, channels));
    }

    private CamHead RequireCam() => Head.Cam ?? throw new NetworkException(
        $"Class activation maps are not defined for this network: {Head.WhyNoCam}{(Head.LastMaps is null ? string.Empty : "; other methods are, such as --method gradcam")}.");

    private IEnumerable<string> OutputsAfterLogits()
    {
        if (Head.Probabilities is { } probabilities)
        {
            yield return probabilities;
        }

        if (Head.Cam is { } cam)
        {
            yield return cam.Features;
        }
    }

    private PhotoResult LocalizeOnProcessor(Photo photo, ClassRequest request, LocalizeOptions options, CancellationToken cancellationToken)
    {
        var placement = Preprocessing.Place(photo.Width, photo.Height);
        using var lease = _plans.Rent([1, 3, Preprocessing.Height, Preprocessing.Width]);
        using var buffers = lease.Pool.Rent();
        Preprocessing.Apply(photo, buffers.Input.Data);
        buffers.Run(cancellationToken);

        var logits = buffers.Outputs[0].Data;
        return Result(
            placement, logits, Probabilities(logits), ClassScores.Top(logits, request.Top), request, (c, _) => Locate(Map(buffers.Outputs[^1], 0, c), placement, options));
    }

    private static Located Locate(ActivationMap map, Placement placement, LocalizeOptions options)
    {
        ImmutableArray<PixelBox> boxes = default;
        var localization = options.Localizer.Boxes == BoxMode.Largest
            ? Localizer.Locate(map, placement, options.Localizer)
            : Localizer.Locate(map, placement, options.Localizer, out boxes);
        return new(options.KeepMaps ? map : null, localization, boxes);
    }

    /// <summary>Null where there is no device, or it was lost and something else goes on.</summary>
    private IEnumerable<PhotoResult>? LocalizeOnDevice(Photo[] photos, ClassRequest request, LocalizeOptions options, CancellationToken cancellationToken)
    {
        if (AcceleratorBackend.Of(_backend) is null)
        {
            return null;
        }

        var isForDevice = options.Localizer.IsForDevice;
        try
        {
            using var lease = _plans.Rent([photos.Length, 3, Preprocessing.Height, Preprocessing.Width], mostImages: 2 * photos.Length);
            var found = lease.Pool.Pipeline(plan => new(plan, Head, _classWeights, Preprocessing))
                ?.Run(photos, request, options with { KeepMaps = options.KeepMaps || !isForDevice }, cancellationToken);
            return found?.Zip(photos, (f, photo) =>
            {
                var placement = Preprocessing.Place(photo.Width, photo.Height);
                return Result(placement, f.Logits, Probabilities(f.Logits), f.Best, request, (_, place) =>
                    isForDevice ? new(f.Maps?[place], f.Localizations[place], default) : Locate(f.Maps![place], placement, options));
            });
        }
        catch (DeviceLostException e) when (_backend is FallbackBackend fallback)
        {
            fallback.Lose(e);
            return null;
        }
    }

    private float[] Probabilities(ReadOnlySpan<float> logits)
    {
        var probabilities = new float[logits.Length];
        ClassScores.Probabilities(Head.ProbabilityKind, logits, probabilities);
        return probabilities;
    }

    private PhotoResult Result(
        Placement placement, float[] logits, float[] probabilities, int[] best, ClassRequest request, Func<int, int, Located> locate)
    {
        var predictions = ImmutableArray.CreateBuilder<Prediction>();
        foreach (var (c, place) in request.Choose(best))
        {
            var (map, localization, boxes) = locate(c, place);
            predictions.Add(new(c, LabelOf(c), logits[c], probabilities[c], map, localization) { Boxes = boxes });
        }

        return new(placement, predictions.ToImmutable());
    }

    private Preprocessing Assumed(Action<string>? warning)
    {
        var shape = Network.Inputs.First(i => i.IsImage).DefaultShape;
        warning?.Invoke("The model states no preprocessing; the preset imagenet is assumed.");
        return Preprocessing.ImageNet.WithSize(shape[2], shape[3]);
    }

    private readonly record struct Located(ActivationMap? Map, Localization Localization, ImmutableArray<PixelBox> Boxes);
}
