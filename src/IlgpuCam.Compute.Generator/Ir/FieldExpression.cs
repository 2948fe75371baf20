namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A field of a struct value or place.</summary>
internal sealed record FieldExpression(IrExpression Target, StructField Field) : IrExpression(Field.Type);
