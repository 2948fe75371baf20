namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>
/// Goes to the end of the <see cref="LabeledBlock"/> round it. <paramref name="Site"/> tells its place in the source. Only in the front
/// end; emitters never see it.
/// </summary>
internal sealed record JumpStatement(int Label, bool IsReturn, int Site, int Line) : IrStatement(Line);
