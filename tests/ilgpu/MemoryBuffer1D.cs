namespace IlgpuCam.Compute;

/// <summary>A buffer of ILGPU's under the name and with the members that cases know.</summary>
/// <param name="buffer">The buffer.</param>
internal sealed class MemoryBuffer1D<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer)
    where T : unmanaged
{
    internal ArrayView<T> View => buffer.View;

    internal T[] GetAsArray1D() => buffer.GetAsArray1D();
}
