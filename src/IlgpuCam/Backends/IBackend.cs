using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Backends;

/// <summary>Something that runs networks: the CPU, an accelerator.</summary>
public interface IBackend : IDisposable
{
    /// <summary>The device as the command line and the records name it, such as <c>cpu</c>.</summary>
    string Name { get; }

    /// <summary>Does all that depends on shapes: fusion, layout, choice of algorithms, packing of weights, memory plan.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The shape of each input by name; one that is not named has its default shape.</param>
    /// <param name="outputs">The values of the network that a run shall give, in this order; any value may be asked for.</param>
    /// <returns>A plan that may be run by many threads at once.</returns>
    /// <exception cref="NetworkException">A node does not accept its inputs or is not supported.</exception>
    IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs);
}
