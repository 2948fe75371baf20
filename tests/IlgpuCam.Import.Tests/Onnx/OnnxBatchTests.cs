using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Graphs with their number of images written into them.</summary>
public sealed class OnnxBatchTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void A_shuffle_written_for_one_batch_takes_others(int declared, int allowZero)
    {
        var network = new OnnxWriter().Input("x", Float, declared, 4, 1, 2)
            .Initialiser(Int64s("apart", [5], declared, 2, 2, 1, 2)).Node("Reshape", ["x", "apart"], ["r"], Attribute("allowzero", allowZero))
            .Node("Transpose", ["r"], ["t"], Numbers("perm", 0, 2, 1, 3, 4))
            .Initialiser(Int64s("together", [4], declared, 4, 1, -1)).Node("Reshape", ["t", "together"], ["y"], Attribute("allowzero", allowZero)).Output("y").Load(14);
        foreach (var images in new[] { 1, declared, 3 })
        {
            var y = Run(network, Count(images, 4, 1, 2))[0];
            Assert.Equal([images, 4, 1, 2], y.Shape);
            Assert.Equal([0, 1, 4, 5, 2, 3, 6, 7], y.Data[..8]);
            Assert.Equal(Enumerable.Range(0, 8).Select(i => y.Data[i] + (8 * (images - 1))), y.Data[^8..]);
        }
    }

    [Fact]
    public void Scores_flattened_for_one_image_become_rows()
    {
        var network = new OnnxWriter().Input("x", Float, 1, 2, 2, 2).Node("GlobalAveragePool", ["x"], ["p"])
            .Initialiser(Int64s("row", [2], 1, -1)).Node("Reshape", ["p", "row"], ["y"]).Output("y").Load();
        Assert.Equal([3, 2], Run(network, Count(3, 2, 2, 2))[0].Shape);
    }

    [Fact]
    public void What_mixes_images_stays_as_it_is()
    {
        // 1 is a number of rows here: twice the images make rows twice as long.
        var network = new OnnxWriter().Input("x", Float, 1, 2, 2, 2)
            .Initialiser(Int64s("row", [2], 1, -1)).Node("Reshape", ["x", "row"], ["r"]).Node("Transpose", ["r"], ["y"]).Output("y").Load();
        Assert.Equal([16, 1], Run(network, Count(2, 2, 2, 2))[0].Shape);
    }
}
