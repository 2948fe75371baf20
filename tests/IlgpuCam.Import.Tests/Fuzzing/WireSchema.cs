using static IlgpuCam.Import.Tests.Fuzzing.WireKind;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>As much of onnx.proto and caffe.proto as tells messages, names and numbers apart.</summary>
internal static class WireSchema
{
    internal static bool IsMessage(WireKind kind) => kind >= Model;

    internal static WireKind Of(WireKind parent, int field) => (parent, field) switch
    {
        (Model, 7) => Graph,
        (Model, 8) => OperatorSet,
        (Model, 14) => Entry,
        (Graph, 1) => Node,
        (Graph, 5) => Tensor,
        (Graph, 11 or 12 or 13) => ValueInfo,
        (Node, 1 or 2 or 3 or 4) => Name,
        (Node, 5) => WireKind.Attribute,
        (WireKind.Attribute, 1 or 4) => Name,
        (WireKind.Attribute, 5) => Tensor,
        (WireKind.Attribute, 6) => Graph,
        (WireKind.Attribute, 7) => Numbers,
        (WireKind.Attribute, 8) => Integers,
        (Tensor, 1 or 5 or 7 or 11) => Integers,
        (Tensor, 4 or 9 or 10) => Numbers,
        (Tensor, 8) => Name,
        (Tensor, 13) => Entry,
        (ValueInfo, 1) => Name,
        (ValueInfo, 2) => WireKind.Type,
        (WireKind.Type, 1) => TensorType,
        (TensorType, 2) => Shape,
        (Shape, 1) => Dimension,
        (Entry, 1 or 2) => Name,
        (OperatorSet, 1) => Name,
        (Net, 2 or 100) => Layer,
        (Layer, 1 or 4) => Name,
        (Layer, 6 or 7) => Blob,
        (Blob, 5 or 8) => Numbers,
        (Blob, 7) => BlobShape,
        (BlobShape, 1) => Integers,
        _ => Other,
    };
}
