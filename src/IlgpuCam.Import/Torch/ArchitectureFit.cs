using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Torch;

/// <summary>How well a state dict fits an architecture, and the network it gives.</summary>
internal sealed class ArchitectureFit : IWeightSource
{
    private static readonly ConstantTensor Nothing = ConstantTensor.FromFloats([0], []);

    private readonly StateDict _state;
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _different = [];
    private readonly List<string> _unexpected;

    /// <summary>Builds the architecture's network from a state dict; where a parameter does not fit, the network is of no use.</summary>
    internal ArchitectureFit(Architecture architecture, StateDict state)
    {
        Architecture = architecture;
        _state = state;
        Network = architecture.Build(this);
        var rest = state.Names.Where(n => !_wanted.Contains(n)).ToArray();
        Ignored = [.. rest.Where(IsTrainingOnly)];
        _unexpected = [.. rest.Where(n => !IsTrainingOnly(n))];
    }

    internal Architecture Architecture { get; }

    internal Network Network { get; }

    /// <summary>Tensors that the architecture has in training only.</summary>
    internal IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether every parameter is there in its shape, and nothing else is.</summary>
    internal bool IsExact => Misfits == 0;

    /// <summary>Parameters that are missing, too many or of another shape or type.</summary>
    internal int Misfits => _missing.Count + _different.Count + _unexpected.Count;

    /// <summary>Parameters of the architecture that are there.</summary>
    internal int Found => _wanted.Count - _missing.Count - _different.Count;

    public Shape? ShapeOf(string name) => _state.Find(name)?.Shape;

    public ConstantTensor Get(string name, Shape shape, Initial initial)
    {
        _wanted.Add(name);
        if (_state.Find(name) is not { } tensor)
        {
            _missing.Add(name);
            return Nothing;
        }

        if (tensor.Shape.Equals(shape) && tensor.Type.IsFloat())
        {
            return tensor;
        }

        _different.Add($"{MessageText.Quote(name)} is {tensor.Type} {tensor.Shape} instead of {shape}");
        return Nothing;
    }

    /// <summary>What does not fit, the first few of each kind.</summary>
    internal string Describe()
    {
        var parts = new List<string>();
        if (_missing.Count > 0)
        {
            parts.Add($"{_missing.Count} missing ({MessageText.Some(_missing, 3)})");
        }

        if (_unexpected.Count > 0)
        {
            parts.Add($"{_unexpected.Count} unexpected ({MessageText.Some(_unexpected, 3)})");
        }

        if (_different.Count > 0)
        {
            var rest = _different.Count > 3 ? $" and {_different.Count - 3} more" : string.Empty;
            parts.Add($"{_different.Count} of another shape or type ({string.Join(", ", _different.Take(3))}{rest})");
        }

        return string.Join(", ", parts);
    }

    private bool IsTrainingOnly(string name) => Architecture.TrainingOnly.Any(p => name.StartsWith(p, StringComparison.Ordinal));
}
