using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>Damaged files give a network or an error that says why, and nothing else.</summary>
public class CaffeMutationTests
{
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ":", "'", "\"", "#", "-1", "0", "2147483647", "1e9", "99999999999999999999", "\\", "\n", "layer {", "dim: 1000000000",
        "top: 'data'", "bottom: 'c'", "type: 'Scale'",
    ];

    [Fact]
    public void A_damaged_pair_ends_with_a_sentence()
    {
        var writer = new CaffeWriter().Layer("c", "Convolution", "convolution_param { num_output: 4 kernel_size: 3 pad: 1 }")
            .Layer("b", "BatchNorm", bottom: "c", top: "c").Layer("s", "Scale", "scale_param { bias_term: true }", bottom: "c", top: "c")
            .Layer("r", "ReLU", bottom: "c", top: "c").Layer("n", "LRN", bottom: "c")
            .Layer("p", "Pooling", "pooling_param { pool: AVE kernel_size: 3 stride: 2 }", bottom: "n")
            .Layer("f", "InnerProduct", "inner_product_param { num_output: 5 }", bottom: "p").Layer("prob", "Softmax", bottom: "f")
            .Weights("c", CaffeWriter.Blob(4, 3, 3, 3), CaffeWriter.Blob(4)).Weights("b", CaffeWriter.Blob(4), CaffeWriter.Blob(4), CaffeWriter.Blob(1))
            .Weights("s", CaffeWriter.Blob(4), CaffeWriter.Blob(4)).Weights("f", CaffeWriter.Blob(5, 36), CaffeWriter.Blob(5));
        Assert.Equal(
            ["conv2d", "activate", "local_response_normalization", "average_pool2d", "flatten", "fully_connected", "softmax"],
            writer.Load().Network.Nodes.Select(n => n.Operator.Kind));
        var (text, model) = (writer.Prototxt().Bytes.ToArray(), writer.Model());
        var random = new Random(5);
        var loaded = 0;
        for (var i = 0; i < 6000; i++)
        {
            var isText = i % 2 == 0;
            loaded += Loads(isText ? Mutate(text, random, isText) : text, isText ? model : Mutate(model, random, isText)) ? 1 : 0;
        }

        Assert.InRange(loaded, 100, 5900);
    }

    [SharedTheory("authors")]
    [InlineData("deploy_googlenetCAM_places205")]
    [InlineData("deploy_vgg16CAM")]
    public void A_damaged_network_ends_with_a_sentence(string name)
    {
        var text = File.ReadAllBytes(TestFiles.Shared($"authors/{name}.prototxt"));
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            Loads(Mutate(text, random, isText: true), null);
        }
    }

    [Fact]
    public void Every_beginning_of_a_file_ends_with_a_sentence()
    {
        var writer = new CaffeWriter().Layer("s", "Scale", "scale_param { axis: 1 }").Weights("s", CaffeWriter.Blob(3));
        var (text, model) = (writer.Prototxt().Bytes.ToArray(), writer.Model());
        Assert.All(Enumerable.Range(0, text.Length), length => Loads(text[..length], model));
        Assert.All(Enumerable.Range(0, model.Length), length => Loads(text, model[..length]));
    }

    private static bool Loads(byte[] text, byte[]? model)
    {
        var prototxt = new TextSource("net.prototxt", text);
        try
        {
            var network = model is null
                ? CaffeImporter.LoadGraph(prototxt, null).Network
                : CaffeImporter.Load(prototxt, new WireSource("net.caffemodel", model), null).Network;
            ShapeInference.Infer(network, network.DefaultShapes());
            return true;
        }
        catch (ModelFormatException e)
        {
            Assert.StartsWith("net.", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", e.Message, StringComparison.Ordinal);
            return false;
        }
        catch (NetworkException)
        {
            return false; // At the default size, which a network with open sizes need not accept.
        }
    }

    private static byte[] Mutate(byte[] original, Random random, bool isText)
    {
        List<byte> bytes = [.. original];
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(isText ? 5 : 4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, System.Text.Encoding.ASCII.GetBytes(Words[random.Next(Words.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
