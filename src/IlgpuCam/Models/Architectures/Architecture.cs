using IlgpuCam.Images;

namespace IlgpuCam.Models.Architectures;

/// <summary>A network as code, once for all uses: its layers, and the names of its parameters in a state dict.</summary>
/// <param name="Name">The name by which it is asked for. Two with the same name are the same network under other parameter names.</param>
/// <param name="Origin">Whose parameter names these are.</param>
/// <param name="Describe">Builds the network.</param>
internal sealed record Architecture(string Name, string Origin, Func<LayerBuilder, Network> Describe)
{
    /// <summary>How photos become inputs, where the origin always does it the same way.</summary>
    internal Preprocessing? Preprocessing { get; init; }

    /// <summary>Beginnings of the names of parameters that are used in training only.</summary>
    internal string[] TrainingOnly { get; init; } = [];

    /// <summary>Builds the network.</summary>
    /// <param name="weights">Where the parameters come from.</param>
    /// <param name="classes">Classes where the source leaves them open.</param>
    internal Network Build(IWeightSource weights, int classes = 1000) => Describe(new(weights, classes));
}
