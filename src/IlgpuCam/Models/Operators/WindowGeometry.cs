namespace IlgpuCam.Models.Operators;

/// <summary>A sliding window on a map of known size, with all that depends on it.</summary>
/// <param name="Height">Rows of the input map.</param>
/// <param name="Width">Columns of the input map.</param>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Strides">Steps between windows.</param>
/// <param name="Dilations">Steps between the elements of a window.</param>
/// <param name="Pads">The padding in force; a window may also hang over the end when it was rounded up.</param>
/// <param name="OutputHeight">Rows of the output map.</param>
/// <param name="OutputWidth">Columns of the output map.</param>
public readonly record struct WindowGeometry(
    int Height, int Width, Size2 Kernel, Size2 Strides, Size2 Dilations, Padding2d Pads, int OutputHeight, int OutputWidth);
