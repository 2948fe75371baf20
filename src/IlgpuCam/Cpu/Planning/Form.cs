using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>A value in one layout: where its numbers are.</summary>
internal sealed unsafe class Form
{
    private readonly long _start;

    private Form(Layout layout, Shape shape, Padding2d border, Storage storage, long start)
    {
        Layout = layout;
        Shape = shape;
        Border = border;
        Storage = storage;
        _start = start;
    }

    internal Layout Layout { get; }

    internal Shape Shape { get; }

    /// <summary>Rows and columns around each map that its readers may read; zeros.</summary>
    internal Padding2d Border { get; }

    internal Storage Storage { get; }

    /// <summary>Planes an image: blocks of channels, or channels in <see cref="Layout.Planar"/>.</summary>
    internal int Planes { get; private init; }

    /// <summary>Floats a pixel in one plane: the lanes of a vector, or 1.</summary>
    internal int Pixel { get; private init; }

    /// <summary>Floats from row to row.</summary>
    internal int Pitch { get; private init; }

    /// <summary>Floats from plane to plane.</summary>
    internal nint Plane { get; private init; }

    /// <summary>Floats from image to image.</summary>
    internal nint Image { get; private init; }

    internal int Batch => Shape[0];

    internal int Channels => Shape[1];

    internal int Height => Shape[2];

    internal int Width => Shape[3];

    internal bool HasBorder => Border != default;

    /// <summary>A dense form.</summary>
    internal static Form Plain(Shape shape, Storage storage) => new(Layout.Plain, shape, default, storage, 0);

    /// <summary>A form of maps.</summary>
    /// <param name="lanes">Channels side by side; 1 gives <see cref="Layout.Planar"/>.</param>
    /// <param name="shape">Four axes.</param>
    /// <param name="border">Rows and columns around each map.</param>
    /// <param name="owner">Named in errors.</param>
    internal static Form Maps(int lanes, Shape shape, Padding2d border, string owner)
    {
        var planes = (shape[1] + lanes - 1) / lanes;
        var pitch = ((long)shape[3] + border.Left + border.Right) * lanes;
        var plane = (Int128)pitch * ((long)shape[2] + border.Top + border.Bottom);
        var length = plane * planes * shape[0];
        MemoryPlan.CheckLength(length, owner);
        return new(lanes == 1 ? Layout.Planar : Layout.Blocked, shape, border, new(owner, (long)length), (border.Top * pitch) + (border.Left * lanes))
        {
            Planes = planes,
            Pixel = lanes,
            Pitch = (int)pitch,
            Plane = (nint)(long)plane,
            Image = (nint)(long)plane * planes,
        };
    }

    /// <summary>Some of the channels, in place.</summary>
    /// <param name="shape">The shape of the part.</param>
    /// <param name="channel">Its first channel, at the start of a block.</param>
    internal Form Slice(Shape shape, int channel) => new(Layout, shape, Border, Storage, _start + (channel / Pixel * (long)Plane))
    {
        Planes = (shape[1] + Pixel - 1) / Pixel,
        Pixel = Pixel,
        Pitch = Pitch,
        Plane = Plane,
        Image = Image,
    };

    /// <summary>A dense form as maps of one channel and one row.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="length">Floats a row.</param>
    internal Form AsRows(int batch, int length) =>
        new(Layout.Planar, [batch, 1, 1, length], default, Storage, _start) { Planes = 1, Pixel = 1, Pitch = length, Plane = length, Image = length };

    /// <summary>The same form in other memory.</summary>
    internal Form InConstant(Storage storage) =>
        new(Layout, Shape, Border, storage, _start) { Planes = Planes, Pixel = Pixel, Pitch = Pitch, Plane = Plane, Image = Image };

    /// <summary>The first element, that of the maps without their border.</summary>
    internal float* At(RunFrame* frame)
    {
        var start = Storage.Constant is { } constant ? constant.Pointer : Storage.IsExternal ? frame->External : frame->Arena + Storage.Offset;
        return start + _start;
    }

    /// <summary>Sets rows of a plane to zero, without its border.</summary>
    /// <param name="plane">The plane's first element.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row behind the last.</param>
    internal void ClearRows(float* plane, int first, int end)
    {
        for (nint y = first; y < end; y++)
        {
            new Span<float>(plane + (y * Pitch), Width * Pixel).Clear();
        }
    }

    /// <summary>The first element of a plane.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="plane">Which, counted over all images.</param>
    internal float* PlaneAt(RunFrame* frame, int plane) => At(frame) + (plane / Planes * Image) + (plane % Planes * Plane);
}
