using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What a function of maps reads: maps, perhaps of one image, row or column that repeats, or a constant number a channel.</summary>
/// <param name="form">Blocked maps, or null.</param>
/// <param name="constant">Otherwise one number a channel.</param>
/// <param name="output">The result, whose channels the maps have.</param>
internal sealed unsafe class MapOperand(Form? form, AlignedBuffer? constant, Form output)
{
    private readonly nint _image = form is null || (form.Batch == 1 && output.Batch > 1) ? 0 : form.Image;
    private readonly nint _plane = form is null ? output.Pixel : form.Plane;

    /// <summary>Floats from row to row.</summary>
    internal nint Pitch { get; } = form is null || (form.Height == 1 && output.Height > 1) ? 0 : form.Pitch;

    /// <summary>Floats from pixel to pixel.</summary>
    internal nint Pixel { get; } = form is null || (form.Width == 1 && output.Width > 1) ? 0 : output.Pixel;

    /// <summary>The first element that belongs to a plane of the result.</summary>
    internal float* At(RunFrame* frame, int plane) =>
        (constant is null ? form!.At(frame) : constant.Pointer) + (plane / output.Planes * _image) + (plane % output.Planes * _plane);
}
