using IlgpuCam.Compute;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>
/// A value of the network on the device, row by row: in the plan's arena, or in a buffer of its own where it is constant. It is dense, but for the images of a part of a concatenation,
/// which lie as far apart as those of the whole.
/// </summary>
internal sealed class DeviceValue(string name, Shape shape, Storage storage)
{
    private MemoryBuffer1D<float>? _memory;

    internal string Name { get; } = name;

    internal Shape Shape { get; } = shape;

    internal Storage Storage { get; } = storage;

    /// <summary>Where it begins in its storage.</summary>
    internal long Start { get; private init; }

    /// <summary>Elements from one image to the next.</summary>
    internal long Image { get; private init; } = shape.Rank == 0 ? 1 : shape.ElementCount / Math.Max(shape[0], 1);

    /// <summary>The elements, those of other parts between its images included; known once the plan has its memory.</summary>
    internal ArrayView<float> View => (_memory ?? throw new InvalidOperationException($"'{Name}' has no memory yet"))
        .View.SubView(Storage.Offset + Start, Shape.ElementCount == 0 || Shape.Rank == 0 ? Shape.ElementCount : ((Shape[0] - 1) * (Image - (Shape.ElementCount / Shape[0]))) + Shape.ElementCount);

    /// <summary>The same elements under another name and shape.</summary>
    internal DeviceValue As(string other, Shape otherShape) => new(other, otherShape, Storage) { _memory = _memory, Start = Start };

    /// <summary>A part of each image.</summary>
    /// <param name="other">Its name.</param>
    /// <param name="otherShape">Its shape, of as many images.</param>
    /// <param name="place">Where it begins in an image.</param>
    internal DeviceValue Part(string other, Shape otherShape, int place) => new(other, otherShape, Storage) { _memory = _memory, Start = Start + place, Image = Image };

    internal void Bind(MemoryBuffer1D<float> memory) => _memory = memory;
}
