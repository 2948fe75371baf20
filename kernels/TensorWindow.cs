namespace IlgpuCam.Kernels;

/// <summary>Where in the input the window of a pixel begins.</summary>
public struct TensorWindow
{
    /// <summary>The row in the map; far outside for pixels that do not exist.</summary>
    public int Y;

    /// <summary>The column in the map.</summary>
    public int X;

    /// <summary>The element in the input.</summary>
    public int Start;

    /// <summary>The window of one column of the matrix product.</summary>
    public static TensorWindow Of(int column, int group, ConvolutionShape shape)
    {
        TensorWindow window = default;
        window.Y = -0x4000;
        if (column < shape.Columns)
        {
            var pixels = shape.OutputHeight * shape.OutputWidth;
            var image = column / pixels;
            var pixel = column - (image * pixels);
            var outputY = pixel / shape.OutputWidth;
            window.Y = (outputY * shape.StrideY) - shape.PadTop;
            window.X = ((pixel - (outputY * shape.OutputWidth)) * shape.StrideX) - shape.PadLeft;
            window.Start = (image * shape.InputImage) + (((group * shape.GroupChannels * shape.Height) + window.Y) * shape.Width) + window.X;
        }

        return window;
    }
}
