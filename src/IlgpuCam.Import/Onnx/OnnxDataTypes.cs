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
}
