namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A field of a struct. <paramref name="Name"/> is a C identifier in device code; <paramref name="CSharpName"/> is how C# source spells it.</summary>
internal sealed record StructField(string Name, string CSharpName, IrType Type);
