namespace IlgpuCam.Tensors;

/// <summary>The element types of the safetensors format, which are also the ones that ONNX constants have here.</summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1 (safetensors BOOL).</summary>
    Bool,

    /// <summary>Signed 8-bit integer (I8).</summary>
    Int8,

    /// <summary>Unsigned 8-bit integer (U8).</summary>
    UInt8,

    /// <summary>Signed 16-bit integer (I16).</summary>
    Int16,

    /// <summary>Unsigned 16-bit integer (U16).</summary>
    UInt16,

    /// <summary>Signed 32-bit integer (I32).</summary>
    Int32,

    /// <summary>Unsigned 32-bit integer (U32).</summary>
    UInt32,

    /// <summary>Signed 64-bit integer (I64).</summary>
    Int64,

    /// <summary>Unsigned 64-bit integer (U64).</summary>
    UInt64,

    /// <summary>IEEE 754 binary16 (F16).</summary>
    Float16,

    /// <summary>The upper half of a binary32 (BF16).</summary>
    BFloat16,

    /// <summary>IEEE 754 binary32 (F32).</summary>
    Float32,

    /// <summary>IEEE 754 binary64 (F64).</summary>
    Float64,
}
