using IlgpuCam.Compute;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>A value of the network on the device: dense, row by row, in the plan's arena or in a buffer of its own where it is constant.</summary>
internal sealed class DeviceValue(string name, Shape shape, Storage storage)
{
    private MemoryBuffer1D<float>? _memory;

    internal string Name { get; } = name;

    internal Shape Shape { get; } = shape;

    internal Storage Storage { get; } = storage;

    /// <summary>The elements; known once the plan has its memory.</summary>
    internal ArrayView<float> View => (_memory ?? throw new InvalidOperationException($"'{Name}' has no memory yet"))
        .View.SubView(Storage.Offset, Shape.ElementCount);

    /// <summary>The same elements under another name and shape.</summary>
    internal DeviceValue As(string other, Shape otherShape) => new(other, otherShape, Storage) { _memory = _memory };

    internal void Bind(MemoryBuffer1D<float> memory) => _memory = memory;
}
