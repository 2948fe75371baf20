namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A reference to a place (a variable, field or element), for <c>ref</c> arguments and <c>ref</c> locals.</summary>
internal sealed record AddressExpression(IrExpression Place, ReferenceType Reference) : IrExpression(Reference);
