namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The scalars of the kernel language. Small integers are widened to 32 bits in arithmetic, as C# does; <see cref="Half"/> is storage only.</summary>
internal enum ScalarKind
{
    Void,
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Half,
    Float32,
    Float64,
}
