using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe;

/// <summary>A network as its prototxt states it (caffe.proto, NetParameter), for use and not for training.</summary>
internal sealed class CaffeNet
{
    private const int MostInputs = 1024;

    private static readonly string[] TrainingSets = ["AnnotatedData", "Data", "DummyData", "HDF5Data", "ImageData", "MemoryData", "WindowData"];
    private static readonly string[] TrainingOnly = ["Accuracy", "HDF5Output", "Silence"];

    private readonly Action<string>? _warning;
    private readonly TextSource _source;
    private readonly List<CaffeLayer> _layers = [];
    private readonly Dictionary<string, string> _current = [];
    private readonly Dictionary<string, int> _writesLeft = [];
    private readonly HashSet<string> _inputNames = [];
    private readonly HashSet<string> _names = [];
    private int _copies;

    private CaffeNet(TextSource source, Action<string>? warning)
    {
        _source = source;
        _warning = warning;
    }

    internal string Name { get; private set; } = string.Empty;

    /// <summary>Whether its layers are written in the way of 2013.</summary>
    internal bool IsFirstVersion { get; private set; }

    internal List<NetworkInput> Inputs { get; } = [];

    internal List<CaffeStep> Steps { get; } = [];

    /// <summary>The values that no layer reads: Caffe's results.</summary>
    internal ImmutableArray<string> Outputs { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is not in this format, or the layers do not fit together; the message has the line.</exception>
    internal static CaffeNet Read(TextSource source, Action<string>? warning)
    {
        var message = TextParser.Parse(source);
        var net = new CaffeNet(source, warning) { Name = message.Text("name") };
        net.Inputs.AddRange(CaffeInputs.OfNet(message));
        net.ReadLayers(message);
        net.Connect();
        return net;
    }

    private void ReadLayers(TextMessage message)
    {
        foreach (var field in message.Fields.Where(f => f.Name is "layer" or "layers"))
        {
            IsFirstVersion |= field.Name == "layers";
            if (!CaffePhase.Includes(field.Nested()))
            {
                continue;
            }

            var layer = CaffeLayer.Read(field);
            if (layer.Type == "Input")
            {
                Inputs.AddRange(CaffeInputs.OfLayer(layer));
            }
            else if (TrainingSets.Contains(layer.Type))
            {
                Inputs.Add(CaffeInputs.OfTrainingSet(layer));
                Warn(layer, $"it reads a training set; {MessageText.Quote(layer.Tops[0])} is taken as the network's input instead");
            }
            else if (TrainingOnly.Contains(layer.Type) || layer.Type.EndsWith("Loss", StringComparison.Ordinal))
            {
                Warn(layer, "it is for training only and left out");
            }
            else
            {
                _layers.Add(layer);
            }
        }

        if (Inputs.Count > MostInputs)
        {
            throw new ModelFormatException($"{_source.Name}: at most {MostInputs} inputs were expected, found {Inputs.Count}.");
        }

        if (_layers.Count == 0)
        {
            throw new ModelFormatException($"{_source.Name}: a network needs at least one layer that computes something, found none.");
        }
    }

    /// <summary>Gives every blob that a layer writes a name of its own; what is written last has the blob's.</summary>
    private void Connect()
    {
        foreach (var input in Inputs)
        {
            _names.Add(input.Name);
            if (!_inputNames.Add(input.Name))
            {
                throw new ModelFormatException($"{_source.Name}: the input {MessageText.Quote(input.Name)} is given twice.");
            }

            _current[input.Name] = input.Name;
        }

        foreach (var top in _layers.SelectMany(l => l.Tops))
        {
            _names.Add(top);
            _writesLeft[top] = _writesLeft.GetValueOrDefault(top) + 1;
        }

        var unread = new OrderedNames();
        foreach (var layer in _layers)
        {
            if (layer.Bottoms.IsEmpty || layer.Tops.IsEmpty)
            {
                throw layer.Error($"at least one bottom and one top were expected, found {layer.Bottoms.Length} and {layer.Tops.Length}");
            }

            ImmutableArray<string> inputs = [.. layer.Bottoms.Select(bottom => Read(layer, bottom))];
            foreach (var bottom in layer.Bottoms)
            {
                unread.Remove(bottom);
            }

            Steps.Add(new(layer, inputs, [.. layer.Tops.Select(top => Write(layer, top))]));
            foreach (var top in layer.Tops)
            {
                unread.Add(top);
            }
        }

        Outputs = [.. unread.InOrder().Select(blob => _current[blob])];
    }

    private string Read(CaffeLayer layer, string bottom) => _current.TryGetValue(bottom, out var value)
        ? value
        : throw layer.Error($"its bottom {MessageText.Quote(bottom)} is given by no input and no layer before it");

    private string Write(CaffeLayer layer, string top)
    {
        if (_current.ContainsKey(top) && !layer.Bottoms.Contains(top))
        {
            throw layer.Error($"its top {MessageText.Quote(top)} is there already, and only a layer that reads it may write it again");
        }

        var value = --_writesLeft[top] == 0 && !_inputNames.Contains(top) ? top : Unique($"{top}.{layer.Name}");
        return _current[top] = value;
    }

    private string Unique(string name)
    {
        // Counted on, so that no file can make each search as long as all names before it.
        var unique = name;
        while (!_names.Add(unique))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}.{++_copies}");
        }

        return unique;
    }

    private void Warn(CaffeLayer layer, string what) => _warning?.Invoke(layer.Error(what).Message);

    /// <summary>Names in the order in which they were added last.</summary>
    private sealed class OrderedNames
    {
        private readonly Dictionary<string, int> _places = [];
        private int _next;

        internal void Add(string name) => _places[name] = _next++;

        internal void Remove(string name) => _places.Remove(name);

        internal IEnumerable<string> InOrder() => _places.OrderBy(p => p.Value).Select(p => p.Key);
    }
}
