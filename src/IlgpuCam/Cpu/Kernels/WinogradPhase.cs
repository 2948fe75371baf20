namespace IlgpuCam.Cpu.Kernels;

/// <summary>The phases of a convolution by Winograd's algorithm.</summary>
internal enum WinogradPhase
{
    /// <summary>The input's tiles are transformed; a turn a block of input channels.</summary>
    Input,

    /// <summary>Frequencies are multiplied; a turn a frequency.</summary>
    Products,

    /// <summary>Sums are transformed back; a turn a block of output channels.</summary>
    Output,
}
