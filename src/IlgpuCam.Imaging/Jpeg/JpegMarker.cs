namespace IlgpuCam.Imaging.Jpeg;

/// <summary>The second bytes of the markers, ITU T.81 table B.1; the first is always 0xFF.</summary>
internal static class JpegMarker
{
    internal const byte Temporary = 0x01;
    internal const byte BaselineFrame = 0xC0;
    internal const byte ExtendedFrame = 0xC1;
    internal const byte ProgressiveFrame = 0xC2;
    internal const byte HuffmanTables = 0xC4;
    internal const byte ArithmeticConditioning = 0xCC;
    internal const byte FirstRestart = 0xD0;
    internal const byte LastRestart = 0xD7;
    internal const byte StartOfImage = 0xD8;
    internal const byte EndOfImage = 0xD9;
    internal const byte StartOfScan = 0xDA;
    internal const byte QuantizationTables = 0xDB;
    internal const byte NumberOfLines = 0xDC;
    internal const byte RestartInterval = 0xDD;
    internal const byte App0 = 0xE0;
    internal const byte App1 = 0xE1;
    internal const byte App14 = 0xEE;
    internal const byte App15 = 0xEF;
    internal const byte Comment = 0xFE;

    /// <summary>Whether the marker is one of RST0 to RST7.</summary>
    internal static bool IsRestart(int marker) => marker is >= FirstRestart and <= LastRestart;

    /// <summary>The coding process that a frame marker announces and this decoder lacks; null for every other marker.</summary>
    internal static string? UnsupportedProcess(byte marker) => marker switch
    {
        0xC3 => "lossless coding (SOF3)",
        0xC5 or 0xC6 or 0xC7 => "hierarchical coding",
        0xC8 => "the reserved JPEG extension marker",
        0xC9 or 0xCA => "arithmetic coding",
        0xCB => "lossless arithmetic coding",
        0xCD or 0xCE or 0xCF => "hierarchical arithmetic coding",
        0xDE or 0xDF => "hierarchical coding",
        0xF7 => "JPEG-LS coding",
        _ => null,
    };
}
