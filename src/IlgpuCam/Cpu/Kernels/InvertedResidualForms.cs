using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The maps of an inverted residual.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Expanded">The ring of expanded rows: as many rows as a band reads. How it lies counts, not where.</param>
/// <param name="Between">A band of the depthwise convolution's result.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Residual">What is added, or null.</param>
internal sealed record InvertedResidualForms(Form Input, Form Expanded, Form Between, Form Output, Form? Residual)
{
    /// <summary>Where the band starts behind the ring.</summary>
    internal nint BetweenStart => (nint)AlignedBuffer.RoundUp(Expanded.Storage.Length);

    /// <summary>Floats of scratch memory a turn.</summary>
    internal nint ScratchLength => BetweenStart + (nint)AlignedBuffer.RoundUp(Between.Storage.Length);
}
