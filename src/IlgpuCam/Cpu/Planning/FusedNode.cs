using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>A node, possibly with a sum or an activation behind it that its store does as well.</summary>
/// <param name="Node">The node whose inputs and parameters count.</param>
/// <param name="Output">The value it gives in the end.</param>
/// <param name="Residual">The value that is added, or null.</param>
/// <param name="Activation">The activation of the store; the node's own where it is left out.</param>
internal sealed record FusedNode(Node Node, string Output, string? Residual = null, Activation? Activation = null)
{
    internal Activation StoreActivation => Activation ?? Node.Operator.StoreActivation;
}
