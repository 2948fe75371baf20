using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>Weights in every form that a .caffemodel can have, and files that are none.</summary>
public class CaffeModelTests
{
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Weights_are_slices_of_the_file()
    {
        var model = new WireWriter().Message(100, Layer(CaffeWriter.Blob([2, 3], Values))).ToArray();
        var weights = Weights(model);
        Assert.Equal("2x3", weights.Shape.ToString());
        Assert.Equal(Values, weights.ToFloats());
        Assert.True(weights.Bytes.Span.Overlaps(model));
    }

    [Fact]
    public void Shapes_and_elements_have_older_forms()
    {
        Assert.Equal(Values, Weights(CaffeWriter.OldBlob([1, 1, 2, 3], Values)).ToFloats());
        Assert.Equal(Values, Weights(Shaped().Bytes(8, MemoryMarshal.AsBytes(Array.ConvertAll(Values, v => (double)v).AsSpan()))).ToFloats());
        var apart = Shaped().Bytes(5, MemoryMarshal.AsBytes(Values.AsSpan(0, 2)));
        foreach (var value in Values[2..])
        {
            apart.Single(5, value);
        }

        Assert.Equal(Values, Weights(apart).ToFloats());
        var old = new WireWriter().Text(3, "top").Text(4, "f").Int64(5, 14).Message(6, CaffeWriter.Blob([1, 2, 3], Values));
        Assert.Equal(Values, Weights(new WireWriter().Message(2, old).ToArray()).ToFloats());
    }

    [Fact]
    public void What_does_not_fit_the_layer_is_named()
    {
        Assert.Contains(
            "layer 'f' (InnerProduct): blob 0 in net.caffemodel: weights of 2x3 were expected, found 3x2", Error(CaffeWriter.Blob([3, 2], Values)),
            StringComparison.Ordinal);
        Assert.Contains("weights of 2x3 were expected, found no shape", Error(new WireWriter()), StringComparison.Ordinal);
        Assert.Contains("24 bytes were expected for weights of 2x3, found 20", Error(CaffeWriter.Blob([2, 3], Values.AsSpan(1))), StringComparison.Ordinal);
        Assert.Contains("24 bytes were expected for weights of 2x3, found 0", Error(Shaped()), StringComparison.Ordinal);
        Assert.Contains("1 blobs of weights were expected in net.caffemodel, found 2", Error(CaffeWriter.Blob(2, 3), CaffeWriter.Blob(2)), StringComparison.Ordinal);
        Assert.Contains("weights of 2x3 were expected, found 1x-2x3", Error(CaffeWriter.Blob([1, -2, 3], Values)), StringComparison.Ordinal);
        Assert.Contains("field 1 has more than 32 numbers", Error(CaffeWriter.Blob(new long[40], Values)), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_belong_to_one_layer()
    {
        var writer = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 3 }").Layer("f", "Scale", top: "a").Layer("f", "Scale", bottom: "a", top: "b")
            .Weights("f", CaffeWriter.Blob(3));
        Assert.Contains("a layer of the same name has the weights already", writer.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_caffemodel_is_refused()
    {
        Assert.Contains("a .caffemodel was expected, found no layer in 0 bytes", Error(Array.Empty<byte>()), StringComparison.Ordinal);
        Assert.Contains("net.caffemodel, byte 1: ", Error("layer { }"u8.ToArray()), StringComparison.Ordinal);
        var oldest = new WireWriter().Message(2, new WireWriter().Message(1, new WireWriter()));
        Assert.Contains("the form of Caffe's files before 2013", Error(oldest.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_only_shapes_are_known()
    {
        var writer = Net();
        var error = Assert.Throws<ModelFormatException>(() => CaffeImporter.Load(writer.Prototxt(), null, null)).Message;
        Assert.Contains("layer 'f' (InnerProduct): it needs weights, and no .caffemodel was given", error, StringComparison.Ordinal);
        Assert.Equal([1, 2], writer.ShapeOf("f"));
        Assert.Equal("relu", CaffeImporter.Load(new CaffeWriter().Layer("relu", "ReLU").Prototxt(), null, null).Network.Outputs[0]);
        var large = new CaffeWriter().Layer("f", "InnerProduct", "inner_product_param { num_output: 1000000000 }");
        Assert.Contains("take more than 1073741824 bytes", Assert.Throws<ModelFormatException>(large.Graph).Message, StringComparison.Ordinal);
    }

    private static CaffeWriter Net() => new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 3 }")
        .Layer("f", "InnerProduct", "inner_product_param { num_output: 2 bias_term: false }");

    private static WireWriter Shaped() => new WireWriter().Message(7, new WireWriter().Packed(1, 2, 3));

    private static WireWriter Layer(params WireWriter[] blobs) => blobs.Aggregate(new WireWriter().Text(1, "f"), (layer, blob) => layer.Message(7, blob));

    private static ConstantTensor Weights(WireWriter blob) => Weights(new WireWriter().Message(100, Layer(blob)).ToArray());

    private static ConstantTensor Weights(byte[] model) =>
        Assert.Single(CaffeImporter.Load(Net().Prototxt(), new WireSource("net.caffemodel", model), null).Network.Constants).Value;

    private static string Error(params WireWriter[] blobs) => Error(new WireWriter().Message(100, Layer(blobs)).ToArray());

    private static string Error(byte[] model) => Assert.Throws<ModelFormatException>(() => Weights(model)).Message;
}
