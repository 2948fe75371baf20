namespace IlgpuCam.Kernels;

/// <summary>With ILGPU only: takes the place of System.BitConverter.</summary>
internal static class BitConverter
{
    public static int SingleToInt32Bits(float x) => unchecked((int)Interop.FloatAsInt(x));
}
