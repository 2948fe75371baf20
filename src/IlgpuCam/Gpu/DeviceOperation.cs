using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu;

/// <summary>A node while it is planned for a device.</summary>
internal sealed class DeviceOperation(Node node, InferenceContext context, Func<string, DeviceValue> values, DeviceValue output)
{
    internal Node Node { get; } = node;

    internal Operator Operator { get; } = node.Operator;

    /// <summary>Shapes and constants of the inputs, and errors that name the node.</summary>
    internal InferenceContext Context { get; } = context;

    internal DeviceValue Output { get; } = output;

    /// <summary>A value that is added in the store, before the activation.</summary>
    internal DeviceValue? Residual { get; init; }

    /// <summary>The activation of the store.</summary>
    internal required Activation Activation { get; init; }

    /// <summary>An input that is present, on the device; constants are uploaded when they are first asked for.</summary>
    internal DeviceValue Input(int index) => Context.Has(index) ? values(Node.Inputs[index]) : throw Context.Error($"input {index} is missing");
}
