namespace IlgpuCam.Localize;

/// <summary>Neighbouring pixels of one row whose values lie between the same two of the map.</summary>
/// <param name="Start">The first pixel.</param>
/// <param name="End">The pixel behind the last.</param>
/// <param name="Left">The value at the left end.</param>
/// <param name="Right">The value at the right end.</param>
internal readonly record struct MapSegment(int Start, int End, float Left, float Right)
{
    // Interpolating rounds four times, by 2^-24 each relative to the larger end, or by the smallest subnormal; 2^-20 leaves room.
    private const float Relative = 1f / (1 << 20);
    private const float Absolute = 4 * float.Epsilon;

    /// <summary>The number of pixels.</summary>
    public int Length => End - Start;

    /// <summary>No pixel has a larger value; NaN where an end is NaN, and then every pixel is NaN.</summary>
    public float UpperBound => MathF.Max(Left, Right) + Slack;

    private float Slack => (MathF.Max(MathF.Abs(Left), MathF.Abs(Right)) * Relative) + Absolute;
}
