namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A parameter or a local. Its name is a C and C# identifier (no keyword of either) and unique in its function, so that scopes can be flattened.</summary>
internal sealed record IrVariable(string Name, IrType Type);
