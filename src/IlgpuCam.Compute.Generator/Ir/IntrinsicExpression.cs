namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>An operation of the vocabulary. For atomics the first argument is an <see cref="AddressExpression"/>.</summary>
internal sealed record IntrinsicExpression(Intrinsic Intrinsic, EquatableArray<IrExpression> Arguments, IrType Type) : IrExpression(Type);
