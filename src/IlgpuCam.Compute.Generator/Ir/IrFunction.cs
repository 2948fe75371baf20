namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>
/// A helper made concrete for its type arguments and the address spaces of its views. It contains no barrier, shuffle or allocation: helpers that do are inlined by the front end.
/// It may ask where the work-item is.
/// </summary>
/// <param name="Name">A C identifier, unique in the module.</param>
/// <param name="Returns">The type of its value; a view has the space it was inferred to have.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Body">Its statements.</param>
/// <param name="UsesIndices">True where it or what it calls asks where the work-item is.</param>
internal sealed record IrFunction(string Name, IrType Returns, EquatableArray<IrVariable> Parameters, BlockStatement Body, bool UsesIndices);
