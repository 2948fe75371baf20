using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Gpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli;

/// <summary>Where the layers of a network run when it runs on an accelerator.</summary>
/// <param name="Device">The accelerator.</param>
/// <param name="OnProcessor">The names of the layers that have no kernel there, in order.</param>
internal sealed record LayerPlacement(string Device, ImmutableArray<string> OnProcessor)
{
    private const string Processor = "cpu";

    /// <summary>Plans a network for a device; null where the device is the processor, which runs all.</summary>
    internal static LayerPlacement? Find(IBackend backend, Network network, IReadOnlyDictionary<string, Shape> shapes)
    {
        if (backend.Name == Processor)
        {
            return null;
        }

        using var plan = backend.Compile(network, shapes, network.Outputs);
        return new(backend.Name, [.. AcceleratorBackend.NodesOnProcessor(plan)]);
    }

    /// <summary>What runs a layer.</summary>
    internal string Of(LayerSummary layer) => OnProcessor.Contains(layer.Name) ? Processor : Device;

    /// <summary>One sentence.</summary>
    internal string Describe(int layers) => OnProcessor.IsEmpty
        ? $"{Device} runs all {layers} layers"
        : $"{Device}; {OnProcessor.Length} of {layers} layers have no kernel and run on the processor: {string.Join(", ", OnProcessor)}";
}
