namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A call of a function of the module, by the name it has there. Arguments for reference parameters are <see cref="AddressExpression"/>s or reference variables' addresses.</summary>
internal sealed record CallExpression(string Function, EquatableArray<IrExpression> Arguments, IrType Type) : IrExpression(Type);
