using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>A node, possibly with a sum behind it that its store does as well.</summary>
/// <param name="Node">The node whose inputs and parameters count.</param>
/// <param name="Output">The value it gives in the end.</param>
/// <param name="Residual">The value that is added, or null.</param>
/// <param name="Activation">The activation after the sum.</param>
internal sealed record FusedNode(Node Node, string Output, string? Residual = null, Activation Activation = default);
