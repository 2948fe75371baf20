using System.Globalization;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>Translates layers into a network.</summary>
/// <param name="file">Named in errors.</param>
/// <param name="net">The layers.</param>
/// <param name="weights">Their weights.</param>
/// <param name="warning">Receives what is doubtful, a sentence each.</param>
internal sealed class CaffeTranslator(string file, CaffeNet net, ILayerWeights weights, Action<string>? warning)
{
    private const int NamesPerType = 3;
    private const int MostTypes = 20;
    private const long MostFloats = 1L << 28;

    private readonly Dictionary<string, CaffeLayer?> _readers = [];
    private readonly HashSet<string> _names = [];
    private readonly List<(CaffeLayer Layer, CaffeParameters Parameters)> _parameters = [];
    private int _copies;
    private long _floats;

    internal NetworkBuilder Builder { get; } = new();

    internal ILayerWeights Weights => weights;

    internal Dictionary<string, BatchStatistics> WaitingStatistics { get; } = [];

    /// <summary>The network.</summary>
    /// <exception cref="ModelFormatException">A layer is not supported, lacks its weights, or does not fit the others.</exception>
    /// <exception cref="NetworkException">A layer does not accept what it reads.</exception>
    internal Network Translate()
    {
        CheckTypes();
        foreach (var input in net.Inputs)
        {
            Builder.AddInput(input, ElementType.Float32);
            _names.Add(input.Name);
        }

        foreach (var step in net.Steps)
        {
            _names.UnionWith(step.Outputs);
            foreach (var value in step.Inputs)
            {
                _readers[value] = _readers.ContainsKey(value) ? null : step.Layer;
            }
        }

        foreach (var step in net.Steps)
        {
            LayerTable.Find(step.Layer.Type)!(new(step, this));
        }

        if (Builder.DefaultShapeError is { } error)
        {
            // What has no size of its own may only work at another one than the default.
            if (net.Inputs.TrueForAll(i => i.Dimensions.Skip(1).All(d => d >= 0)))
            {
                throw error;
            }

            warning?.Invoke($"{file}: at the default input size, {error.Message}");
        }

        WarnOfUnknownParameters();
        return Builder.Build(net.Outputs);
    }

    internal CaffeLayer? OnlyReader(string value) => _readers.GetValueOrDefault(value);

    internal CaffeParameters Open(CaffeLayer layer, TextMessage message)
    {
        var parameters = new CaffeParameters(message);
        _parameters.Add((layer, parameters));
        return parameters;
    }

    /// <summary>Counts what is allocated for constants that are computed: a channel count in the file can ask for gigabytes in every layer.</summary>
    internal void Reserve(CaffeLayer layer, long floats)
    {
        _floats += floats;
        if (_floats > MostFloats)
        {
            throw layer.Error($"the computed constants of this network have more than {MostFloats} elements together");
        }
    }

    /// <summary>A name that no value and no constant has.</summary>
    internal string Unique(string name)
    {
        var unique = name;
        while (!_names.Add(unique))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}.{++_copies}");
        }

        return unique;
    }

    private void CheckTypes()
    {
        var unsupported = net.Steps.Select(s => s.Layer).Where(l => LayerTable.Find(l.Type) is null).ToLookup(l => l.Type, l => l.Name);
        if (unsupported.Count > 0)
        {
            var types = unsupported.Select(g => $"{MessageText.Quote(g.Key).Trim('\'')} ({MessageText.Some([.. g], NamesPerType)})").Order(StringComparer.Ordinal);
            throw new ModelFormatException($"{file}: layers that are not supported: {string.Join("; ", types.Take(MostTypes))}. Supported are {LayerTable.Supported}.");
        }
    }

    private void WarnOfUnknownParameters()
    {
        foreach (var (layer, parameters) in _parameters)
        {
            foreach (var field in parameters.Unknown)
            {
                var what = $"layer {MessageText.Quote(layer.Name)}: its parameter {MessageText.Quote(field.Name)} is not known and has no effect";
                warning?.Invoke(field.Error(what).Message);
            }
        }
    }
}
