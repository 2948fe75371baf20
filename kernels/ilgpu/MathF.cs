namespace IlgpuCam.Kernels;

/// <summary>With ILGPU only: takes the place of System.MathF, of which ILGPU has no fused multiply-add that gets to PTX. Here it rounds twice.</summary>
internal static class MathF
{
    public static float Abs(float x) => System.MathF.Abs(x);

    public static float Min(float x, float y) => System.MathF.Min(x, y);

    public static float Max(float x, float y) => System.MathF.Max(x, y);

    public static float Floor(float x) => System.MathF.Floor(x);

    public static float Ceiling(float x) => System.MathF.Ceiling(x);

    public static float Round(float x) => System.MathF.Round(x);

    public static float Sqrt(float x) => System.MathF.Sqrt(x);

    public static float FusedMultiplyAdd(float x, float y, float z) => (x * y) + z;
}
