namespace IlgpuCam.Models.Operators;

/// <summary>All numbers of one convolution on an input of known shape: every backend receives this and derives nothing anew.</summary>
/// <param name="Batch">Images.</param>
/// <param name="InputChannels">Channels of the input.</param>
/// <param name="OutputChannels">Channels of the output.</param>
/// <param name="Groups">Groups of channels that do not mix; equal to both channel counts in a depthwise convolution.</param>
/// <param name="Window">The window on the map.</param>
public readonly record struct ConvolutionGeometry(int Batch, int InputChannels, int OutputChannels, int Groups, WindowGeometry Window)
{
    /// <summary>Whether each channel has a filter of its own and nothing mixes.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == InputChannels && Groups == OutputChannels;

    /// <summary>Multiply-adds of the direct algorithm, padding included.</summary>
    public long MultiplyAdds => (long)Batch * OutputChannels * Window.OutputHeight * Window.OutputWidth
        * (InputChannels / Groups) * Window.Kernel.Height * Window.Kernel.Width;
}
