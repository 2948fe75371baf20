namespace IlgpuCam.Compute;

/// <content>The functions that processors have.</content>
public static partial class XMath
{
    /// <summary>The square root, correctly rounded where the device can.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>1 / x.</summary>
    public static float Rcp(float x) => 1 / x;

    /// <summary>|x|.</summary>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>The smaller one; NaN where either is.</summary>
    public static float Min(float x, float y) => MathF.Min(x, y);

    /// <summary>The larger one; NaN where either is.</summary>
    public static float Max(float x, float y) => MathF.Max(x, y);

    /// <summary>The largest integer that is at most x.</summary>
    public static float Floor(float x) => MathF.Floor(x);

    /// <summary>The nearest integer, halves to the even one.</summary>
    public static float Round(float x) => MathF.Round(x);

    /// <summary>min(max(x, minimum), maximum).</summary>
    public static float Clamp(float x, float minimum, float maximum) => MathF.Min(MathF.Max(x, minimum), maximum);
}
