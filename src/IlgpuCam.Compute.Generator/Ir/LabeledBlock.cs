namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>
/// Statements whose end <see cref="JumpStatement"/>s go to: the body of an inlined helper, of a switch or of a kernel. Only in the front
/// end; emitters never see it.
/// </summary>
internal sealed record LabeledBlock(int Label, BlockStatement Body, int Line) : IrStatement(Line);
