namespace IlgpuCam.Cpu.Kernels;

/// <summary>One or two blocks of output channels that are computed together, because they read the same input.</summary>
/// <param name="Block">The first block.</param>
/// <param name="Columns">1 or 2.</param>
/// <param name="FirstSegment">Where its segments start in the table.</param>
/// <param name="SegmentCount">Their number.</param>
/// <param name="Weights">Where its weights start, in floats.</param>
internal readonly record struct ColumnGroup(int Block, int Columns, int FirstSegment, int SegmentCount, long Weights);
