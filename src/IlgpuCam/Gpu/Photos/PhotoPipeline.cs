using System.Runtime.InteropServices;
using IlgpuCam.Compute;
using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;

namespace IlgpuCam.Gpu.Photos;

/// <summary>
/// From photos to boxes on a device, with one wait a batch: bytes go up; logits, classes and boxes come back. The launches of a batch are recorded when one of the same sizes and options comes again, and
/// replayed from then on. Memory stays for the next batch, so that nothing is allocated on the device for photos no larger than before.
/// </summary>
internal sealed class PhotoPipeline : IDisposable
{
    private readonly AcceleratorBackend _backend;
    private readonly DevicePlan _plan;
    private readonly Preprocessing _preprocessing;
    private readonly PhotoInputs _inputs;
    private readonly ClassMaps _maps;
    private readonly MapBoxes _boxes;
    private readonly GrowingBuffer<int> _report;
    private readonly DeviceValue _logits;
    private readonly DeviceValue _features;
    private int[] _host = [];
    private BatchShape? _prepared;
    private LaunchGraph? _graph;
    private Placement[] _placements = [];
    private bool _hasLarge;

    /// <summary>Prepares it.</summary>
    /// <param name="plan">A plan whose first output is the logits and whose last the features.</param>
    /// <param name="head">The classifier's head, which allows maps.</param>
    /// <param name="classWeights">[classes, channels].</param>
    /// <param name="preprocessing">How photos become input tensors of the plan's size.</param>
    internal PhotoPipeline(DevicePlan plan, ClassifierHead head, ReadOnlySpan<float> classWeights, Preprocessing preprocessing)
    {
        (_backend, _plan, _preprocessing) = (plan.Backend, plan, preprocessing);
        (_logits, _features) = (plan.OutputValues[0], plan.OutputValues[^1]);
        var accelerator = _backend.Accelerator;
        var (height, width) = (_features.Shape[2], _features.Shape[3]);
        lock (_backend.Gate)
        {
            _inputs = new(accelerator, preprocessing, plan.InputValues[0].View);
            _maps = new(accelerator, classWeights, head.Classes, _features.Shape[1], height * width);
            _boxes = new(accelerator, _backend.MostMapPixels, height, width);
            _report = new(accelerator);
        }
    }

    /// <summary>Photos of a batch.</summary>
    internal int Capacity => _features.Shape[0];

    /// <summary>Localises a batch.</summary>
    /// <param name="photos">From 1 to <see cref="Capacity"/> photos, of any sizes.</param>
    /// <param name="request">Which classes.</param>
    /// <param name="options">How boxes are made, and whether the maps are asked for.</param>
    /// <param name="cancellationToken">Looked at between the parts of the plan.</param>
    internal PhotoFindings[] Run(IReadOnlyList<Photo> photos, ClassRequest request, LocalizeOptions options, CancellationToken cancellationToken)
    {
        var shape = new BatchShape([.. photos.Select(PhotoSize.Of)], request.Top, request.Named.Length, options.Localizer);
        lock (_backend.Gate)
        {
            _plan.RequireAlive();
            var stream = _backend.Accelerator.DefaultStream;
            var report = new Report(_logits.Shape[1], _features.Shape[2] * _features.Shape[3], shape);
            var isRepeated = shape.Equals(_prepared);
            if (!isRepeated)
            {
                Prepare(stream, report);
            }

            _inputs.Upload(stream, photos);
            _maps.Upload(stream, request.Named.AsSpan());
            if (isRepeated && _plan.IsOnDevice)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _graph ??= stream.Record(() => Launch(stream, report, () => _plan.Launch(stream)));
                _graph.Launch(stream);
            }
            else
            {
                Launch(stream, report, () => _plan.Enqueue(stream, cancellationToken));
            }

            // The only wait: what comes back lies in one piece.
            var logits = report.Logits(_report.View);
            _logits.View.SubView(0, logits.Length).CopyTo(stream, logits);
            var length = checked((int)(options.KeepMaps || _hasLarge ? report.Length : report.ShortLength));
            _host = _host.Length < length ? new int[length] : _host;
            _report.View.SubView(0, length).CopyToCPU(stream, _host.AsSpan(0, length));
            return [.. photos.Select((_, i) => Read(_host, report, i, options))];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_backend.Gate)
        {
            _graph?.Dispose();
            _inputs.Dispose();
            _maps.Dispose();
            _boxes.Dispose();
            _report.Dispose();
        }
    }

    private void Prepare(AcceleratorStream stream, Report report)
    {
        var shape = report.Shape;
        _prepared = null;
        _graph?.Dispose();
        _graph = null;
        _placements = [.. shape.Sizes.Select(s => _preprocessing.Place(s.Width, s.Height))];
        _hasLarge = _placements.Any(_boxes.IsTooLarge);
        _inputs.Prepare(stream, shape.Sizes.AsSpan());
        _maps.Prepare(shape.Maps, shape.Named);
        _boxes.Prepare(stream, _placements, shape.MapsPerPhoto);
        _report.Require(report.Length);
        _prepared = shape;
    }

    private void Launch(AcceleratorStream stream, Report report, Action network)
    {
        _inputs.Launch(stream);
        network();
        var shape = report.Shape;
        if (shape.Maps > 0)
        {
            var maps = report.Maps(_report.View);
            _maps.Launch(stream, _logits.View, _features.View, report.Winners(_report.View), maps, _boxes.Counts(shape.Maps), shape.Photos, shape.Top);
            _boxes.Launch(stream, maps, report.Results(_report.View), shape.Localizer);
        }
    }

    private PhotoFindings Read(ReadOnlySpan<int> host, Report report, int photo, LocalizeOptions options)
    {
        var count = report.Shape.MapsPerPhoto;
        var isLarge = _boxes.IsTooLarge(_placements[photo]);
        var maps = options.KeepMaps || isLarge ? new ActivationMap[count] : null;
        var localizations = new Localization[count];
        for (var i = 0; i < count; i++)
        {
            var map = (photo * count) + i;
            if (maps is not null)
            {
                maps[i] = new(_features.Shape[2], _features.Shape[3], MemoryMarshal.Cast<int, float>(report.Map(host, map)).ToArray());
            }

            localizations[i] = isLarge ? Localizer.Locate(maps![i], _placements[photo], options.Localizer) : Read(report.Result(host, map));
        }

        return new(
            MemoryMarshal.Cast<int, float>(report.Logits(host, photo)).ToArray(), report.Winners(host, photo).ToArray(), localizations, options.KeepMaps ? maps : null);
    }

    private static Localization Read(ReadOnlySpan<int> result) => new(
        result[0] > 0 ? new PixelBox(result[1], result[2], result[3], result[4]) : null, result[0], new(result[5], result[6]), BitConverter.Int32BitsToSingle(result[7]));
}
