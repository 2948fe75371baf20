namespace IlgpuCam.Cpu.Kernels;

/// <summary>A run of consecutive floats of the input that a reduction reads for one output pixel.</summary>
/// <param name="Offset">Where it starts, in floats after the start of the pixel's window.</param>
/// <param name="Count">Its length, at least 1.</param>
internal readonly record struct Segment(int Offset, int Count);
