using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx;

/// <summary>ONNX's element types in this library's terms.</summary>
internal static class OnnxDataTypes
{
    /// <summary>The element type, or null for one that is not supported.</summary>
    internal static ElementType? ToElementType(this OnnxDataType type) => type switch
    {
        OnnxDataType.Float => ElementType.Float32,
        OnnxDataType.UInt8 => ElementType.UInt8,
        OnnxDataType.Int8 => ElementType.Int8,
        OnnxDataType.UInt16 => ElementType.UInt16,
        OnnxDataType.Int16 => ElementType.Int16,
        OnnxDataType.Int32 => ElementType.Int32,
        OnnxDataType.Int64 => ElementType.Int64,
        OnnxDataType.Bool => ElementType.Bool,
        OnnxDataType.Float16 => ElementType.Float16,
        OnnxDataType.Double => ElementType.Float64,
        OnnxDataType.UInt32 => ElementType.UInt32,
        OnnxDataType.UInt64 => ElementType.UInt64,
        OnnxDataType.BFloat16 => ElementType.BFloat16,
        _ => null,
    };

    /// <summary>ONNX's number for an element type.</summary>
    internal static OnnxDataType ToOnnx(this ElementType type) => type switch
    {
        ElementType.Float32 => OnnxDataType.Float,
        ElementType.UInt8 => OnnxDataType.UInt8,
        ElementType.Int8 => OnnxDataType.Int8,
        ElementType.UInt16 => OnnxDataType.UInt16,
        ElementType.Int16 => OnnxDataType.Int16,
        ElementType.Int32 => OnnxDataType.Int32,
        ElementType.Int64 => OnnxDataType.Int64,
        ElementType.Bool => OnnxDataType.Bool,
        ElementType.Float16 => OnnxDataType.Float16,
        ElementType.Float64 => OnnxDataType.Double,
        ElementType.UInt32 => OnnxDataType.UInt32,
        ElementType.UInt64 => OnnxDataType.UInt64,
        ElementType.BFloat16 => OnnxDataType.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };
}
