namespace IlgpuCam.Imaging.Jpeg;

/// <summary>One colour component of a frame (ITU T.81, A.1.1): its sampling and the size of its grid of blocks.</summary>
internal sealed class FrameComponent
{
    /// <summary>The identifier that scans name it by.</summary>
    internal required byte Id { get; init; }

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    internal required int Horizontal { get; init; }

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    internal required int Vertical { get; init; }

    /// <summary>Which quantisation table it names.</summary>
    internal required int QuantizationIndex { get; init; }

    /// <summary>Samples a row, without padding.</summary>
    internal required int Width { get; init; }

    /// <summary>Rows of samples, without padding.</summary>
    internal required int Height { get; init; }

    /// <summary>Blocks a row with those that fill up the last MCU.</summary>
    internal required int PaddedBlocksPerRow { get; init; }

    /// <summary>Rows of blocks with those that fill up the last MCU.</summary>
    internal required int PaddedBlockRows { get; init; }

    /// <summary>Blocks a row in a scan of this component alone.</summary>
    internal int BlocksPerRow => (Width + 7) / 8;

    /// <summary>Rows of blocks in a scan of this component alone.</summary>
    internal int BlockRows => (Height + 7) / 8;

    /// <summary>The quantisation table that was in force when its first scan began; null before that.</summary>
    internal short[]? Quantization { get; set; }

    /// <summary>Its coefficients, where they are kept until the whole file is read.</summary>
    internal CoefficientRows? Coefficients { get; set; }
}
