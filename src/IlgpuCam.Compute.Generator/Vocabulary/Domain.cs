namespace IlgpuCam.Compute.Generator.Vocabulary;

/// <summary>The scalars that an intrinsic exists for, by the type of its value or, where that is fixed, of its first argument.</summary>
[Flags]
internal enum Domain
{
    None = 0,
    Float32 = 1,
    Float64 = 2,
    Floats = Float32 | Float64,
    Int32 = 4,
    Int64 = 8,
    Integers = Int32 | Int64,
    All = Floats | Integers,
}
