using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>A large model is never in memory twice.</summary>
public sealed class LoadingMemoryTests
{
    // ResNet-18 has 46.7 MB of weights, of which the widest layer has 9.4 MB.
    private const long Weights = 46_700_000;

    [Theory]
    [InlineData(".onnx")]
    [InlineData(".cam")]
    [InlineData(".half.cam")]
    [InlineData(".safetensors")]
    public void Compiling_allocates_the_packed_weights_and_releases_the_files_pages(string format)
    {
        using var folder = new TemporaryFolder();
        var path = NetWeights.Write(TestFiles.Fixture("nets"), "resnet18", folder.Path);
        var data = Path.ChangeExtension(path, ".weights");
        if (format != ".onnx")
        {
            var model = OnnxImporter.Load(path);
            data = path = folder[$"resnet18{format}"];
            if (format == ".safetensors")
            {
                WriteStateDict(path, model.Network);
            }
            else
            {
                ModelFile.Save(path, model, half: format == ".half.cam");
            }
        }

        using var backend = new CpuBackend(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var network = ModelReader.Load(path).Network;
        var loaded = GC.GetAllocatedBytesForCurrentThread();
        using var plan = backend.Compile(network, network.DefaultShapes(), network.Outputs);
        var compiled = GC.GetAllocatedBytesForCurrentThread();

        Assert.InRange(loaded - before, 0, 20_000_000); // Guessing an architecture tries many.
        var packed = ((CpuPlan)plan).PackedBytes;
        Assert.InRange(packed, Weights, 4.01 * Weights); // Winograd's algorithm has 36 numbers for 9.
        Assert.InRange(compiled - loaded, packed, packed + 16_000_000);
        Assert.InRange(ResidentMemory.OfFile(data), 0, 1_000_000);

        // The source is still there: another input size is packed anew and gives the same numbers.
        var (first, second) = (Run(plan), Run(backend.Compile(network, network.DefaultShapes(), network.Outputs)));
        Assert.Equal(first, second);
        Assert.All(first, value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>The network's weights as torchvision names them, with batch normalisations that the importer has to fold.</summary>
    private static void WriteStateDict(string path, Network network)
    {
        var order = new Queue<ConstantTensor>(network.Nodes.SelectMany(n => n.Inputs.Skip(1)).Select(network.Constants.GetValueOrDefault).OfType<ConstantTensor>().Where(c => c.Shape.Rank > 1));
        var tensors = new List<KeyValuePair<string, ConstantTensor>>();
        Unit("conv1", "bn1");
        foreach (var (layer, block) in Enumerable.Range(0, 8).Select(i => ((i / 2) + 1, i % 2)))
        {
            Unit($"layer{layer}.{block}.conv1", $"layer{layer}.{block}.bn1");
            Unit($"layer{layer}.{block}.conv2", $"layer{layer}.{block}.bn2");
            if (layer > 1 && block == 0)
            {
                Unit($"layer{layer}.0.downsample.0", $"layer{layer}.0.downsample.1");
            }
        }

        tensors.Add(new("fc.weight", order.Dequeue()));
        tensors.Add(new("fc.bias", Filled(1000, 0)));
        SafeTensorsWriter.Write(path, tensors);

        void Unit(string convolution, string normalisation)
        {
            var weights = order.Dequeue();
            var channels = weights.Shape[0];
            tensors.Add(new($"{convolution}.weight", weights));
            tensors.Add(new($"{normalisation}.weight", Filled(channels, 1.1f)));
            tensors.Add(new($"{normalisation}.bias", Filled(channels, 0.1f)));
            tensors.Add(new($"{normalisation}.running_mean", Filled(channels, 0.2f)));
            tensors.Add(new($"{normalisation}.running_var", Filled(channels, 1.3f)));
        }
    }

    private static ConstantTensor Filled(int count, float value) => ConstantTensor.FromFloats([count], [.. Enumerable.Repeat(value, count)]);

    private static float[] Run(Backends.IPlan plan)
    {
        var output = new Tensor(plan.Outputs[0].Shape);
        plan.Run([new(plan.Inputs[0].Shape, NetWeights.Input((int)plan.Inputs[0].Shape.ElementCount))], [output]);
        return output.Data;
    }
}
