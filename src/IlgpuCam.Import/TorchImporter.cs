using System.Collections.Immutable;
using IlgpuCam.Import.Torch;
using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>
/// Reads PyTorch state dicts from safetensors files: parameters by name, without the network, which is known here by its architecture. The names are those of
/// torchvision, timm and efficientnet_lite_pytorch, and of this library's own networks. Weights are not copied unless a batch normalisation is folded into them.
/// </summary>
public static class TorchImporter
{
    /// <summary>The names that <see cref="Load"/> accepts, torchvision's first where it shares a network with timm.</summary>
    public static IReadOnlyList<string> KnownArchitectures => ArchitectureTable.Names;

    /// <summary>Reads a state dict.</summary>
    /// <param name="path">A safetensors file with the parameters of a whole network; prefixes such as <c>module.</c> and <c>model.</c>, and counters of batch normalisations, do not matter.</param>
    /// <param name="architecture">One of <see cref="KnownArchitectures"/>, or null to find it by names and shapes.</param>
    /// <param name="warning">Receives what is doubtful about the file, a sentence each.</param>
    /// <returns>The network, simplified, with as many classes as the classifier has rows, and the preprocessing where the architecture's origin always has the same.</returns>
    /// <exception cref="ModelFormatException">The file is damaged, fits no architecture or several that differ in what only code knows, or not the one named; or that name is not known.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelDescription Load(string path, string? architecture = null, Action<string>? warning = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = SafeTensorsFile.Open(path);
        var state = StateDict.Read(file);
        var candidates = architecture is null ? ArchitectureTable.All : Named(path, architecture);
        var fit = ArchitectureChoice.Choose(state, candidates, isNamed: architecture is not null);
        if (fit.Ignored.Count > 0)
        {
            warning?.Invoke($"{path}: {fit.Ignored.Count} tensors that serve training only are left out ({MessageText.Some(fit.Ignored, 3)}).");
        }

        try
        {
            var network = Simplify.Apply(fit.Network);
            ShapeInference.Infer(network, network.DefaultShapes());
            return new(network) { Preprocessing = fit.Architecture.Preprocessing, Provenance = Provenance(file, fit.Architecture) };
        }
        catch (NetworkException e)
        {
            throw new ModelFormatException($"{path}: {e.Message}", e);
        }
    }

    private static IReadOnlyList<Architecture> Named(string path, string name) => ArchitectureTable.Find(name) is { Count: > 0 } found
        ? found
        : throw new ModelFormatException($"{path}: there is no architecture {MessageText.Quote(name)}; known are {string.Join(", ", KnownArchitectures)}.");

    private static ImmutableSortedDictionary<string, string> Provenance(SafeTensorsFile file, Architecture architecture)
    {
        var provenance = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        provenance["format"] = "PyTorch state dict";
        provenance["architecture"] = $"{architecture.Name} ({architecture.Origin})";
        foreach (var (key, value) in file.Metadata)
        {
            provenance[$"safetensors.{key}"] = value;
        }

        return provenance.ToImmutable();
    }
}
