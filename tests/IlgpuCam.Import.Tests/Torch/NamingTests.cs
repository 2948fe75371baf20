using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>A network under torchvision's names and under timm's is the same network.</summary>
public class NamingTests
{
    [Theory]
    [InlineData("mobilenet_v2", "mobilenetv2_100")]
    [InlineData("efficientnet_b0", "efficientnet_b0")]
    [InlineData("regnet_y_400mf", "regnety_004")]
    public void The_same_weights_under_other_names_give_the_same_logits(string torchvision, string timm)
    {
        var given = new Recorder();
        var first = ArchitectureTable.Find(torchvision).Single(a => a.Origin == "torchvision").Build(given, 7);
        var repeated = new Repeater(given.Tensors);
        var second = ArchitectureTable.Find(timm).Single(a => a.Origin == "timm").Build(repeated, 7);
        Assert.Empty(given.Tensors);
        Near.Equal(Logits(first), Logits(second), 1e-6, timm);
    }

    private static float[] Logits(Network network)
    {
        Shape shape = [1, 3, 75, 64];
        using var backend = new CpuBackend();
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { ["input"] = shape }, ["logits"]);
        var logits = new Tensor(plan.Outputs[0].Shape);
        plan.Run([new(shape, NetWeights.Input((int)shape.ElementCount))], [logits]);
        Assert.Contains(logits.Data, v => v != 0);
        return logits.Data;
    }

    /// <summary>Initial weights, noted in the order in which they are asked for.</summary>
    private sealed class Recorder : IWeightSource
    {
        private readonly HeInitialisation _source = new(3);

        internal Queue<ConstantTensor> Tensors { get; } = [];

        public Shape? ShapeOf(string name) => null;

        public ConstantTensor Get(string name, Shape shape, Initial initial)
        {
            var tensor = _source.Get(name, shape, initial);
            Tensors.Enqueue(tensor);
            return tensor;
        }
    }

    private sealed class Repeater(Queue<ConstantTensor> tensors) : IWeightSource
    {
        public Shape? ShapeOf(string name) => null;

        public ConstantTensor Get(string name, Shape shape, Initial initial)
        {
            Assert.Equal(shape, tensors.Peek().Shape);
            return tensors.Dequeue();
        }
    }
}
