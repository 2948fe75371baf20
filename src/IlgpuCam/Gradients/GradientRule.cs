using IlgpuCam.Models;

namespace IlgpuCam.Gradients;

/// <summary>How the gradient of an operator's result becomes gradients of what it reads: further nodes of the same graph, for any backend to run.</summary>
internal abstract class GradientRule
{
    /// <summary>Adds nodes that compute the gradients of a node's inputs, and hands each to <see cref="GradientTape.Flow"/>.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="node">The node that is derived.</param>
    /// <param name="gradient">The value that holds the gradient of the node's result, of that result's shape.</param>
    /// <exception cref="NetworkException">The node cannot be derived as it stands.</exception>
    internal abstract void Apply(GradientTape tape, Node node, string gradient);
}
