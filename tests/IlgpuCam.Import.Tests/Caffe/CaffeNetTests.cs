using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>How layers fit together: versions, inputs, phases, blobs that are written in place.</summary>
public class CaffeNetTests
{
    private const string DefaultInput = "input: 'data' input_shape { dim: 1 dim: 3 dim: 6 dim: 7 }";

    [Theory]
    [InlineData("input: 'x' input_dim: 10 input_dim: 3 input_dim: 5 input_dim: 7")]
    [InlineData("input: 'x' input_shape { dim: [10, 3, 5, 7] }")]
    [InlineData("layer { name: 'i' type: 'Input' top: 'x' input_param { shape: { dim: 10 dim: 3 dim: 5 dim: 7 } } }")]
    public void An_input_has_the_stated_size_and_any_batch(string input)
    {
        var network = new CaffeWriter(input).Layer("relu", "ReLU", bottom: "x").Graph();
        Assert.Equal([-1, 3, 5, 7], Assert.Single(network.Inputs).Dimensions.AsEnumerable());
        Assert.Equal("relu", Assert.Single(network.Outputs));
    }

    [Fact]
    public void Layers_of_the_first_version_have_other_names()
    {
        var writer = new CaffeWriter().Text("layers { name: 'c' type: CONVOLUTION bottom: 'data' top: 'c' convolution_param { num_output: 2 kernel_size: 3 } }")
            .Text("layers { name: 'r' type: RELU bottom: 'c' top: 'c' } layers { name: 'd' type: DROPOUT bottom: 'c' top: 'c' }")
            .Text("layers { name: 'f' type: INNER_PRODUCT bottom: 'c' top: 'f' inner_product_param { num_output: 4 } } layers { name: 'p' type: SOFTMAX bottom: 'f' top: 'p' }");
        var network = writer.Graph();
        Assert.Equal(["conv2d", "activate", "flatten", "fully_connected", "softmax"], network.Nodes.Select(n => n.Operator.Kind));
        Assert.Equal("Caffe, layers of the first version", CaffeImporter.LoadGraph(writer.Prototxt(), null).Provenance["format"]);
        Assert.Contains("the form of Caffe's files before 2013", new CaffeWriter().Text("layers { layer { name: 'c' } }").Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_that_is_overwritten_keeps_its_name_for_the_last_value()
    {
        var network = new CaffeWriter().Layer("c", "Pooling", "pooling_param { kernel_size: 1 }", top: "b").Layer("one", "ReLU", bottom: "b", top: "b")
            .Layer("side", "Sigmoid", bottom: "b").Layer("two", "Sigmoid", bottom: "b", top: "b").Layer("onto", "ReLU", bottom: "data", top: "data").Graph();
        Assert.Equal(["b.c", "b.one", "side", "b", "data.onto"], network.Nodes.Select(n => n.Output));
        Assert.Equal(["b.one"], network.Nodes[2].Inputs.AsEnumerable());
        Assert.Equal(["side", "b", "data.onto"], network.Outputs.AsEnumerable());
    }

    [Fact]
    public void Names_that_are_made_collide_with_none_of_the_file()
    {
        var network = new CaffeWriter().Layer("l", "ReLU", top: "b").Layer("x", "ReLU", bottom: "data", top: "b.l").Layer("l", "ReLU", bottom: "b", top: "b")
            .Layer("l", "ReLU", bottom: "b", top: "b").Graph();
        Assert.Equal(4, network.Nodes.Select(n => n.Output).Distinct().Count());
        Assert.Equal(["b.l", "b"], network.Outputs.AsEnumerable());
    }

    [Fact]
    public void A_split_gives_its_input_to_each_top()
    {
        var network = new CaffeWriter().Text("layer { name: 's' type: 'Split' bottom: 'data' top: 'a' top: 'b' }").Layer("ra", "ReLU", bottom: "a")
            .Layer("rb", "Sigmoid", bottom: "b").Graph();
        Assert.Equal([["data"], ["data"]], network.Nodes.Select(n => n.Inputs.ToArray()));
    }

    [Theory]
    [InlineData("include { phase: TRAIN }", false)]
    [InlineData("include { phase: TEST }", true)]
    [InlineData("exclude { phase: TEST }", false)]
    [InlineData("exclude: { phase: TRAIN }", true)]
    [InlineData("include { phase: TRAIN } include { phase: TEST }", true)]
    [InlineData("include { stage: 'deploy' }", false)]
    [InlineData("include { not_stage: 'deploy' }", true)]
    [InlineData("include { min_level: 1 }", false)]
    public void Rules_say_which_layers_are_there_in_use(string rules, bool isThere)
    {
        var network = new CaffeWriter().Layer("a", "ReLU").Layer("b", "Sigmoid", rules, bottom: "a", top: "a").Graph();
        Assert.Equal(isThere ? 2 : 1, network.Nodes.Length);
    }

    [Fact]
    public void A_training_file_loses_what_is_for_training_and_says_so()
    {
        var writer = new CaffeWriter("name: 'train_val'")
            .Text("layer { name: 'data' type: 'Data' top: 'data' top: 'label' include { phase: TRAIN } transform_param { crop_size: 9 } }")
            .Text("layer { name: 'data' type: 'Data' top: 'data' top: 'label' include { phase: TEST } transform_param { crop_size: 5 } }")
            .Layer("fc", "InnerProduct", "inner_product_param { num_output: 4 }")
            .Text("layer { name: 'acc' type: 'Accuracy' bottom: 'fc' bottom: 'label' top: 'acc' }")
            .Text("layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'fc' bottom: 'label' top: 'loss' }");
        var network = writer.Graph();
        Assert.Equal([-1, -1, 5, 5], Assert.Single(network.Inputs).Dimensions.AsEnumerable());
        Assert.Equal("fc", Assert.Single(network.Outputs));
        Assert.Equal(3, writer.Warnings.Count);
        Assert.Contains("line 3: layer 'data' (Data): it reads a training set; 'data' is taken as the network's input instead.", writer.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("layer 'loss' (SoftmaxWithLoss): it is for training only and left out.", writer.Warnings[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_parameters_are_told_and_fillers_are_not()
    {
        var writer = new CaffeWriter().Layer("c", "Convolution", "convolution_param { num_output: 2 kernel_size: 1 weight_filler { type: 'xavier' } dilaton: 2 }");
        writer.Graph();
        Assert.Contains("layer 'c': its parameter 'dilaton' is not known and has no effect", Assert.Single(writer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void All_unsupported_layers_are_named_at_once()
    {
        var message = new CaffeWriter().Layer("a", "Crop").Layer("b", "Deconvolution").Layer("c", "Crop").Error();
        Assert.StartsWith("net.prototxt: layers that are not supported: Crop ('a', 'c'); Deconvolution ('b'). Supported are BatchNorm, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'nowhere' top: 'a' }", "line 2: layer 'a' (ReLU): its bottom 'nowhere' is given by no input and no layer before it")]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'data' }", "at least one bottom and one top were expected, found 1 and 0")]
    [InlineData("layer { name: 'a' bottom: 'data' top: 'a' }", "a layer without a type was found")]
    [InlineData("layer: 5", "a message in braces was expected for 'layer', found '5'")]
    [InlineData("input: 'data' input_shape { dim: 1 dim: 3 }", "the input 'data' is given twice")]
    [InlineData("input_dim: 3", "four input_dim for each of 1 inputs were expected")]
    [InlineData("layer { type: 'Input' top: 'i' }", "one shape, or one for each of 1 tops, was expected, found 0")]
    [InlineData("layer { type: 'Input' top: 'i' input_param { shape { dim: 0 } } }", "an integer from 1 to 2147483647 was expected for 'dim', found '0'")]
    [InlineData("", "a network needs at least one layer that computes something, found none")]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'data' top: 'a' include { } exclude { } }", "rules of inclusion or of exclusion, found both")]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'data' top: 'b' } layer { name: 'c' type: 'ReLU' bottom: 'data' top: 'b' }", "its top 'b' is there already")]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'data' bottom: 'data' top: 'b' }", "one bottom was expected, found 2")]
    [InlineData("layer { name: 'a' type: 'ReLU' bottom: 'data' top: 'b' top: 'c' }", "one top was expected, found 2")]
    public void What_does_not_fit_is_named(string text, string expected)
    {
        var writer = new CaffeWriter(text.StartsWith("input_dim", StringComparison.Ordinal) ? "input: 'data'" : DefaultInput);
        if (text.StartsWith("input", StringComparison.Ordinal))
        {
            writer.Layer("r", "ReLU");
        }

        Assert.Contains(expected, writer.Text(text).Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_does_not_fit_is_an_error_where_the_file_states_it()
    {
        const string Pool = "pooling_param { kernel_size: 9 }";
        Assert.Contains("Node 'p' (max_pool2d): a 9x9 window", new CaffeWriter().Layer("p", "Pooling", Pool).Error(), StringComparison.Ordinal);
        Shape expected = [1, 3, 216, 216];
        Assert.Equal(expected, new CaffeWriter("layer { type: 'Data' top: 'data' }").Layer("p", "Pooling", Pool).ShapeOf("p"));
    }
}
