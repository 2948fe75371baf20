using IlgpuCam.Models.Operators;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>What single layers compute, and the parameters that they take.</summary>
public class CaffeLayersTests
{
    [Fact]
    public void A_convolution_takes_sizes_for_both_axes_or_for_each()
    {
        var one = Convolution("kernel_size: 3 stride: 2 pad: 1 dilation: 1 group: 1");
        Assert.Equal(new Conv2d(new(2, 2), new(1, 1, 1, 1), Size2.One), one);
        var two = Convolution("kernel_size: [1, 3] stride: 2 stride: 3 pad: 0 pad: 2 dilation: 1 dilation: 2");
        Assert.Equal(new Conv2d(new(2, 3), new(0, 2, 0, 2), new(1, 2)), two);
        var named = Convolution("kernel_h: 2 kernel_w: 1 stride_h: 1 stride_w: 4 pad_w: 2 group: 3");
        Assert.Equal(new Conv2d(new(1, 4), new(0, 2, 0, 2), Size2.One, 3), named);
    }

    [Theory]
    [InlineData("MAX", 3, 2, 0)]
    [InlineData("MAX", 3, 2, 1)]
    [InlineData("MAX", 2, 2, 1)]
    [InlineData("MAX", 4, 3, 2)]
    [InlineData("AVE", 3, 2, 0)]
    [InlineData("AVE", 3, 2, 1)]
    [InlineData("AVE", 2, 2, 1)]
    [InlineData("AVE", 5, 3, 2)]
    [InlineData("AVE", 5, 4, 4)]
    public void Pooling_rounds_up_and_counts_padding_as_Caffe_does(string pool, int kernel, int stride, int pad)
    {
        foreach (var (height, width) in new[] { (6, 7), (5, 5), (9, 4), (8, 13) })
        {
            var writer = new CaffeWriter($"input: 'data' input_dim: 1 input_dim: 2 input_dim: {height} input_dim: {width}")
                .Layer("p", "Pooling", $"pooling_param {{ pool: {pool} kernel_size: {kernel} stride: {stride} pad: {pad} }}");
            var (input, output) = writer.Run();
            var (rows, columns) = (Pooled(height, kernel, stride, pad), Pooled(width, kernel, stride, pad));
            Assert.Equal([1, 2, rows, columns], output.Shape);
            Near.Equal(Pool(input, height, width, rows, columns, pool == "AVE", kernel, stride, pad), output.Data, 1e-6, $"{pool} on {height}x{width}");
        }
    }

    [Fact]
    public void Pooling_can_round_down_or_take_whole_maps()
    {
        Assert.Equal([1, 3, 2, 3], new CaffeWriter().Layer("p", "Pooling", "pooling_param { kernel_size: 3 stride: 2 round_mode: FLOOR }").ShapeOf("p"));
        Assert.Equal([1, 3, 3, 3], new CaffeWriter().Layer("p", "Pooling", "pooling_param { kernel_size: 3 stride: 2 }").ShapeOf("p"));
        var global = new CaffeWriter().Layer("p", "Pooling", "pooling_param { pool: AVE global_pooling: true }").Graph();
        Assert.Equal(new GlobalPool(PoolingKind.Average), Assert.Single(global.Nodes).Operator);
    }

    [Fact]
    public void Local_response_normalisation_divides_alpha_by_its_size()
    {
        var (input, output) = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 4 dim: 1 dim: 1 }")
            .Layer("n", "LRN", "lrn_param { local_size: 3 alpha: 0.6 beta: 0.75 k: 2 norm_region: ACROSS_CHANNELS }").Run();
        var expected = input.Select((v, c) => v / MathF.Pow(2 + (0.2f * input[Math.Max(0, c - 1)..Math.Min(4, c + 2)].Sum(x => x * x)), 0.75f)).ToArray();
        Near.Equal(expected, output.Data, 1e-6, "LRN");
        Assert.Equal(
            new LocalResponseNormalization(5, 1, 0.75f, 1), Assert.Single(new CaffeWriter().Layer("n", "LRN").Graph().Nodes).Operator);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("transpose: true", true)]
    [InlineData("bias_term: false", false)]
    public void A_fully_connected_layer_flattens_its_input(string more, bool isTransposed)
    {
        var writer = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 2 dim: 3 dim: 1 }")
            .Layer("f", "InnerProduct", $"inner_product_param {{ num_output: 4 {more} }}");
        var weights = isTransposed ? CaffeWriter.Blob(6, 4) : CaffeWriter.Blob(4, 6);
        var hasBias = !more.Contains("bias", StringComparison.Ordinal);
        writer.Weights("f", hasBias ? [weights, CaffeWriter.Blob(4)] : [weights]);
        var (input, output) = writer.Run();
        var (w, b) = (CaffeWriter.Values(4, 6), CaffeWriter.Values(4));
        var expected = Enumerable.Range(0, 4).Select(i =>
            (hasBias ? b[i] : 0) + Enumerable.Range(0, 6).Sum(j => input[j] * w[isTransposed ? (j * 4) + i : (i * 6) + j]));
        Near.Equal([.. expected], output.Data, 1e-5, "fully connected");
    }

    [Theory]
    [InlineData(-2, 2, 4, 3, 7)]
    [InlineData(3, 3, 3, 2, 4)]
    public void A_fully_connected_layer_may_start_at_another_axis(int axis, int rank, int channels, int height, int width)
    {
        var writer = new CaffeWriter($"input: 'data' input_shape {{ dim: 1 dim: {channels} dim: {height} dim: {width} }}")
            .Layer("f", "InnerProduct", $"inner_product_param {{ num_output: 5 axis: {axis} }}");
        Assert.Equal([1, channels, .. rank == 3 ? [height] : Array.Empty<int>(), 5], writer.ShapeOf("f"));
    }

    [Fact]
    public void Batch_normalisation_and_scale_are_multiplied_into_the_convolution()
    {
        var writer = Normalised().Layer("s", "Scale", "scale_param { bias_term: true }", bottom: "c", top: "c")
            .Weights("s", CaffeWriter.Blob(2), CaffeWriter.Blob([2], 0.5f, -3));
        Assert.Equal("conv2d", Assert.Single(writer.Load().Network.Nodes).Operator.Kind);
        var (input, output) = writer.Run();
        CheckNormalised(input, output.Data, CaffeWriter.Values(2), [0.5f, -3]);
    }

    [Fact]
    public void Batch_normalisation_works_alone()
    {
        var (input, output) = Normalised().Run();
        CheckNormalised(input, output.Data, [1, 1], [0, 0]);
    }

    [Fact]
    public void Batch_normalisation_and_scale_without_a_convolution_are_one_node()
    {
        var writer = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 2 dim: 1 dim: 2 }").Layer("b", "BatchNorm", "batch_norm_param { eps: 0.5 }")
            .Layer("s", "Scale", bottom: "b").Weights("b", Statistics()).Weights("s", CaffeWriter.Blob([2], 3, 5));
        Assert.Equal(new BatchNormalization(0.5f), Assert.Single(writer.Load().Network.Nodes).Operator);
        var (input, output) = writer.Run();
        float[] mean = [0.5f, -1], variance = [2, 0.25f];
        Near.Equal(
            [.. input.Select((v, i) => (v - mean[i / 2]) / MathF.Sqrt(variance[i / 2] + 0.5f) * (3 + (i / 2 * 2)))], output.Data, 1e-5, "batch normalisation");
    }

    [Fact]
    public void Statistics_that_something_else_reads_stay_apart()
    {
        var network = new CaffeWriter().Layer("b", "BatchNorm").Layer("s", "Scale", bottom: "b").Layer("r", "ReLU", bottom: "b").Graph();
        Assert.Equal(["batch_normalization", "batch_normalization", "activate"], network.Nodes.Select(n => n.Operator.Kind));
    }

    [Fact]
    public void Scale_and_bias_stand_alone()
    {
        var (input, output) = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 2 dim: 1 dim: 3 }").Layer("s", "Scale").Layer("b", "Bias", bottom: "s")
            .Weights("s", CaffeWriter.Blob([2], 3, 5)).Weights("b", CaffeWriter.Blob([2], -1, 1)).Run();
        Near.Equal([.. input.Select((v, i) => i < 3 ? (v * 3) - 1 : (v * 5) + 1)], output.Data, 1e-6, "scale and bias");
    }

    [Fact]
    public void A_sum_takes_any_number_of_terms_and_factors()
    {
        var writer = new CaffeWriter().Layer("r", "ReLU").Layer("t", "Sigmoid")
            .Text("layer { name: 'e' type: 'Eltwise' bottom: 'data' bottom: 'r' bottom: 't' top: 'e' eltwise_param { operation: SUM coeff: 1 coeff: -2 coeff: 1 } }");
        var (input, output) = writer.Run();
        Near.Equal([.. input.Select(v => v - (2 * MathF.Max(v, 0)) + (1 / (1 + MathF.Exp(-v))))], output.Data, 1e-6, "sum");
        Assert.Equal(
            ["activate", "activate", "add", "add"], new CaffeWriter().Layer("r", "ReLU").Layer("t", "Sigmoid")
                .Text("layer { name: 'e' type: 'Eltwise' bottom: 'data' bottom: 'r' bottom: 't' top: 'e' }").Graph().Nodes.Select(n => n.Operator.Kind));
    }

    [Fact]
    public void A_product_takes_any_number_of_factors()
    {
        var (input, output) = new CaffeWriter().Layer("r", "ReLU").Layer("t", "Sigmoid")
            .Text("layer { name: 'e' type: 'Eltwise' bottom: 'data' bottom: 'r' bottom: 't' top: 'e' eltwise_param { operation: PROD } }").Run();
        Near.Equal([.. input.Select(v => v * MathF.Max(v, 0) / (1 + MathF.Exp(-v)))], output.Data, 1e-6, "product");
    }

    [Fact]
    public void A_scale_may_come_from_a_second_input()
    {
        var (input, output) = new CaffeWriter().Layer("p", "Pooling", "pooling_param { pool: AVE global_pooling: true }").Layer("f", "Flatten", bottom: "p")
            .Text("layer { name: 's' type: 'Scale' bottom: 'data' bottom: 'f' top: 's' scale_param { axis: 0 } }").Run();
        Near.Equal([.. input.Select((v, i) => v * input[(i / 42 * 42)..((i / 42 * 42) + 42)].Average())], output.Data, 1e-5, "scale by an input");
        var wrong = new CaffeWriter().Layer("p", "Pooling", "pooling_param { pool: AVE global_pooling: true }")
            .Text("layer { name: 's' type: 'Scale' bottom: 'data' bottom: 'p' top: 's' }").Error();
        Assert.Contains("factors without a bias for axis 1 and those after it were expected, found 1x3x1x1 for an input of 1x3x6x7", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Concat", "", 1, 6, 6, 7)]
    [InlineData("Concat", "concat_param { axis: -2 }", 1, 3, 12, 7)]
    [InlineData("Concat", "concat_param { concat_dim: 3 }", 1, 3, 6, 14)]
    public void Concatenation_takes_its_axis_by_either_name(string type, string parameters, params int[] expected) =>
        Assert.Equal(expected, new CaffeWriter().Text($"layer {{ name: 'c' type: '{type}' bottom: 'data' bottom: 'data' top: 'c' {parameters} }}").ShapeOf("c"));

    [Theory]
    [InlineData("Flatten", "", 1, 126)]
    [InlineData("Flatten", "flatten_param { axis: 2 }", 1, 3, 42)]
    [InlineData("Flatten", "flatten_param { axis: 0 end_axis: 3 }", 126)]
    [InlineData("Reshape", "reshape_param { shape { dim: 0 dim: -1 dim: 2 } }", 1, 63, 2)]
    [InlineData("Clip", "clip_param { min: 0 max: 6 }", 1, 3, 6, 7)]
    [InlineData("Softmax", "softmax_param { axis: -1 }", 1, 3, 6, 7)]
    public void Layers_give_their_shapes(string type, string parameters, params int[] expected) =>
        Assert.Equal(expected, new CaffeWriter().Layer("a", type, parameters).ShapeOf("a"));

    [Theory]
    [InlineData("Convolution", "", "its kernel_size is missing")]
    [InlineData("Convolution", "convolution_param { kernel_size: 3 }", "0 outputs in 1 groups do not fit an input of 1x3x6x7")]
    [InlineData("Convolution", "convolution_param { num_output: 4 kernel_size: 3 group: 2 }", "4 outputs in 2 groups do not fit an input of 1x3x6x7")]
    [InlineData("Convolution", "convolution_param { num_output: 4 kernel_size: 3 kernel_h: 3 }", "kernel_size once, once an axis, or kernel_h and kernel_w were expected")]
    [InlineData("Convolution", "convolution_param { num_output: 4 kernel_size: 0 }", "an integer from 1 to 1073741824 was expected for 'kernel_size', found '0'")]
    [InlineData("Convolution", "convolution_param { num_output: 4 kernel_size: 3 }", "blobs of weights were expected in net.caffemodel, found none under its name")]
    [InlineData("Convolution", "convolution_param { num_output: 4 kernel_size: 3 axis: 2 }", "channels on axis 1 were expected")]
    [InlineData("Pooling", "", "its kernel_size is missing")]
    [InlineData("Pooling", "pooling_param { pool: STOCHASTIC kernel_size: 2 }", "pooling by MAX or AVE was expected, found 'STOCHASTIC'")]
    [InlineData("Pooling", "pooling_param { kernel_size: 2 pad: 2 }", "a pad below the kernel_size of 2x2 was expected, found 2x2")]
    [InlineData("Pooling", "pooling_param { kernel_size: 2 global_pooling: true }", "global pooling has no kernel_size")]
    [InlineData("LRN", "lrn_param { norm_region: WITHIN_CHANNEL }", "normalisation ACROSS_CHANNELS was expected, found 'WITHIN_CHANNEL'")]
    [InlineData("LRN", "lrn_param { local_size: 4 }", "an odd local_size was expected, found 4")]
    [InlineData("ReLU", "relu_param { negative_slope: 0.1 }", "a negative_slope of 0 was expected, found 0.1")]
    [InlineData("Eltwise", "eltwise_param { operation: MAX }", "the operation SUM or PROD was expected, found 'MAX'")]
    [InlineData("Eltwise", "", "two or more bottoms and a coeff for each or none were expected, found 1 bottoms")]
    [InlineData("BatchNorm", "batch_norm_param { use_global_stats: false }", "use_global_stats of true was expected")]
    [InlineData("Scale", "scale_param { axis: 0 }", "numbers for each channel, on axis 1 alone, were expected")]
    [InlineData("Scale", "scale_param { num_axes: 2 }", "numbers for each channel, on axis 1 alone, were expected")]
    [InlineData("InnerProduct", "inner_product_param { num_output: 2 axis: 4 }", "an integer from -4 to 3 was expected for 'axis', found '4'")]
    [InlineData("Flatten", "flatten_param { end_axis: 2 }", "flattening up to the last axis was expected, found end_axis 2")]
    [InlineData("Reshape", "reshape_param { axis: 1 }", "a reshape of all axes was expected")]
    [InlineData("Reshape", "reshape_param { shape { dim: 5 } }", "1x3x6x7 cannot be reshaped to 5")]
    public void What_a_layer_does_not_take_is_named(string type, string parameters, string expected) =>
        Assert.Contains(expected, new CaffeWriter().Layer("odd", type, parameters).Weights("other").Error(), StringComparison.Ordinal);

    [Fact]
    public void Computed_constants_have_a_common_limit()
    {
        var writer = new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 10000000 dim: 1 dim: 1 }");
        for (var i = 0; i < 10; i++)
        {
            writer.Layer($"b{i}", "BatchNorm");
        }

        var error = Assert.Throws<Models.ModelFormatException>(writer.Graph).Message;
        Assert.Contains("layer 'b3' (BatchNorm): the computed constants of this network have more than 268435456 elements together", error, StringComparison.Ordinal);
    }

    private static Conv2d Convolution(string parameters) => (Conv2d)Assert.Single(
        new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 3 dim: 20 dim: 20 }")
            .Layer("c", "Convolution", $"convolution_param {{ num_output: 6 {parameters} }}").Graph().Nodes).Operator;

    private static Protobuf.WireWriter[] Statistics() =>
        [CaffeWriter.Blob([2], 1, -2), CaffeWriter.OldBlob([1, 1, 1, 2], 4, 0.5f), CaffeWriter.Blob([1], 2)];

    private static CaffeWriter Normalised() => new CaffeWriter("input: 'data' input_shape { dim: 1 dim: 1 dim: 1 dim: 3 }")
        .Layer("c", "Convolution", "convolution_param { num_output: 2 kernel_size: 1 }").Layer("b", "BatchNorm", bottom: "c", top: "c")
        .Weights("c", CaffeWriter.Blob([2, 1, 1, 1], 2, -1), CaffeWriter.Blob([2], 1, 3)).Weights("b", Statistics());

    private static void CheckNormalised(float[] input, float[] output, float[] scale, float[] bias)
    {
        float[] w = [2, -1], b = [1, 3], mean = [0.5f, -1], variance = [2, 0.25f];
        var expected = Enumerable.Range(0, 6).Select(i => i / 3).Select((c, i) =>
            (((w[c] * input[i % 3]) + b[c] - mean[c]) / MathF.Sqrt(variance[c] + 1e-5f) * scale[c]) + bias[c]);
        Near.Equal([.. expected], output, 1e-5, "batch normalisation");
    }

    /// <summary>Windows along one axis, by pooling_layer.cpp: rounded up, and none that begins behind the map and its first padding.</summary>
    private static int Pooled(int length, int kernel, int stride, int pad)
    {
        var count = (int)Math.Ceiling((length + (2 * pad) - kernel) / (double)stride) + 1;
        return pad > 0 && (count - 1) * stride >= length + pad ? count - 1 : count;
    }

    private static float[] Pool(float[] x, int height, int width, int rows, int columns, bool isMean, int kernel, int stride, int pad)
    {
        var result = new List<float>();
        for (var i = 0; i < 2 * rows * columns; i++)
        {
            var (plane, top, left) = (i / (rows * columns), (i / columns % rows * stride) - pad, (i % columns * stride) - pad);
            var (bottom, right) = (Math.Min(top + kernel, height + pad), Math.Min(left + kernel, width + pad));
            var divisor = isMean ? (bottom - top) * (right - left) : 1;
            var total = isMean ? 0 : float.NegativeInfinity;
            for (var y = Math.Max(0, top); y < Math.Min(bottom, height); y++)
            {
                for (var c = Math.Max(0, left); c < Math.Min(right, width); c++)
                {
                    var value = x[(((plane * height) + y) * width) + c];
                    total = isMean ? total + value : MathF.Max(total, value);
                }
            }

            result.Add(total / divisor);
        }

        return [.. result];
    }
}
