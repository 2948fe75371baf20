namespace IlgpuCam.Explain.Methods;

/// <summary>How numbers for each channel of each pixel become a map.</summary>
public enum PixelReduction
{
    /// <summary>The sum over the channels: what speaks for the target less what speaks against it.</summary>
    Sum,

    /// <summary>The largest magnitude of the channels (Simonyan, Vedaldi, Zisserman 2014, section 3.1).</summary>
    LargestMagnitude,

    /// <summary>The magnitude of the sum over the channels.</summary>
    MagnitudeOfSum,

    /// <summary>The sum over the channels of what is positive.</summary>
    PositiveSum,
}
