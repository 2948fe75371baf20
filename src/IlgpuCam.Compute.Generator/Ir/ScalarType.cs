namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A scalar, or the absence of a value.</summary>
internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public static readonly ScalarType Void = new(ScalarKind.Void);
    public static readonly ScalarType Bool = new(ScalarKind.Bool);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType UInt32 = new(ScalarKind.UInt32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType UInt64 = new(ScalarKind.UInt64);
    public static readonly ScalarType Float32 = new(ScalarKind.Float32);
    public static readonly ScalarType Float64 = new(ScalarKind.Float64);

    /// <inheritdoc/>
    public override string CSharp => Kind switch
    {
        ScalarKind.Void => "void",
        ScalarKind.Bool => "bool",
        ScalarKind.Int8 => "sbyte",
        ScalarKind.UInt8 => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Half => "global::System.Half",
        ScalarKind.Float32 => "float",
        _ => "double",
    };

    /// <summary>Size in memory, in bytes; 0 for the absence of a value.</summary>
    public int Size => Kind switch
    {
        ScalarKind.Void => 0,
        ScalarKind.Bool or ScalarKind.Int8 or ScalarKind.UInt8 => 1,
        ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Half => 2,
        ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Float32 => 4,
        _ => 8,
    };
}
