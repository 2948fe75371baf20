using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>What most launches need: groups for a number of work-items, and activations as kernels take them.</summary>
internal static class Launching
{
    /// <summary>Work-items of a group where the kernel does not care.</summary>
    internal const int GroupSize = 128;

    /// <summary>At least one work-item for each of a number of elements, times two more axes.</summary>
    internal static KernelConfig Over(int elements, int y = 1, int z = 1) =>
        new(new Index3D(Math.Max(1, Groups(elements, GroupSize)), y, z), new Index3D(GroupSize, 1, 1));

    /// <summary>The elements of a shape, which kernels count in 32 bits.</summary>
    /// <exception cref="NetworkException">There are too many.</exception>
    internal static int Count(Shape shape, DeviceOperation operation) => shape.ElementCount <= int.MaxValue - GroupSize
        ? (int)shape.ElementCount
        : throw operation.Context.Error($"a value of {shape} has more elements than kernels count");

    /// <summary>How many parts of a size cover a length.</summary>
    internal static int Groups(int length, int size) => (int)(((long)length + size - 1) / size);

    /// <summary>An activation with its parameters; none, ReLU and clip have their bounds.</summary>
    internal static ActivationParameters Parameters(Activation activation) => activation.Kind switch
    {
        ActivationKind.None => new() { Code = ActivationCode.None, A = float.NegativeInfinity, B = float.PositiveInfinity },
        ActivationKind.Relu => new() { Code = ActivationCode.Relu, A = 0, B = float.PositiveInfinity },
        _ => new() { Code = (int)activation.Kind, A = activation.A, B = activation.B },
    };
}
