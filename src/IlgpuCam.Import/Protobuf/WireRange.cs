namespace IlgpuCam.Import.Protobuf;

/// <summary>A part of a source, already checked to lie inside it.</summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct WireRange(int Start, int Length);
