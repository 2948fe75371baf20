namespace IlgpuCam.Compute;

/// <summary>Functions on floats that mean the same on every device, bit for bit where the device divides and takes roots correctly rounded.</summary>
public static partial class XMath
{
    /// <summary>Square root, correctly rounded; NaN below 0.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>1 / x, correctly rounded.</summary>
    public static float Rcp(float x) => 1.0f / x;

    /// <summary>The greatest whole number not above x.</summary>
    public static float Floor(float x) => MathF.Floor(x);

    /// <summary>The nearest whole number, the even one of two equally near.</summary>
    public static float Round(float x) => MathF.Round(x);

    /// <summary>The absolute value.</summary>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>The lesser of two, -0 below +0; NaN if one is.</summary>
    public static float Min(float x, float y) => MathF.Min(x, y);

    /// <summary>The greater of two, +0 above -0; NaN if one is.</summary>
    public static float Max(float x, float y) => MathF.Max(x, y);

    /// <summary>x within bounds: min(max(x, lower), upper); NaN if x is.</summary>
    /// <param name="x">The value.</param>
    /// <param name="lower">The least.</param>
    /// <param name="upper">The greatest, not below <paramref name="lower"/>.</param>
    public static float Clamp(float x, float lower, float upper) => MathF.Min(MathF.Max(x, lower), upper);
}
