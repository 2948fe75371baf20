namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Waits for all work-items of the group. <paramref name="Site"/> numbers the kernel's barriers and shuffles from 0.</summary>
internal sealed record BarrierStatement(int Site, int Line) : IrStatement(Line);
