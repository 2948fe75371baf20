namespace IlgpuCam.Gpu.Profiling;

/// <summary>What a device was measured to do at most.</summary>
/// <param name="Gflops">Billions of float32 operations a second, two for a fused multiply-add, without any access to memory. Tensor cores do more.</param>
/// <param name="GigabytesPerSecond">Billions of bytes a second that copies read and write, of more memory than the device's caches hold.</param>
public sealed record DevicePeak(double Gflops, double GigabytesPerSecond);
