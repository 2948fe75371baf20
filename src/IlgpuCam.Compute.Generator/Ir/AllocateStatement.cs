namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Declares a view of new memory of the group or the work-item: <paramref name="Count"/> elements, undefined contents. Only in kernels, never in functions. Count 0: the dynamic shared memory.</summary>
internal sealed record AllocateStatement(IrVariable View, int Count, int Site, int Line) : IrStatement(Line);
