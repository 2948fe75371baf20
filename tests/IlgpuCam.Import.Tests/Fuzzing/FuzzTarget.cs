using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Does with a model what a program would: finds its head, infers shapes, writes it, and compiles and runs it where it is small.</summary>
internal sealed class FuzzTarget : IDisposable
{
    private const long SmallValues = 1 << 20;
    private const long SmallConstants = 1 << 22;
    private const long SmallWork = 20_000_000;

    private readonly CpuBackend _backend = new(1);

    /// <summary>Cases that gave a network, after all.</summary>
    internal int Loaded { get; private set; }

    /// <summary>Cases whose network was run.</summary>
    internal int Completed { get; private set; }

    internal void Load(Func<ModelDescription> load, Random random) => Expect(() => Use(load(), random.Next(8)));

    /// <summary>Runs something that may end with a documented exception, whose message is one sentence.</summary>
    internal static void Expect(Action action)
    {
        try
        {
            action();
        }
        catch (IlgpuCamException e)
        {
            Assert.InRange(e.Message.Length, 10, 20_000);
            Assert.DoesNotContain("\n", e.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _backend.Dispose();

    private void Use(ModelDescription model, int choice)
    {
        var network = model.Network;
        Loaded++;
        _ = HeadDetection.Find(network);
        var constants = network.Constants.Values.Sum(c => c.ByteCount);
        if (constants < SmallConstants && choice == 0)
        {
            using var stream = new MemoryStream();
            ModelFile.Save(stream, model);
            network = ModelFile.Load(stream.ToArray()).Network;
        }

        if (constants < SmallConstants && choice == 1)
        {
            using var stream = new MemoryStream();
            OnnxExporter.Save(stream, model);
            network = OnnxImporter.Load(stream.ToArray()).Network;
        }

        var shapes = network.DefaultShapes();
        foreach (var input in network.Inputs.Where(i => choice == 2 && i.IsImage))
        {
            shapes[input.Name] = [2, input.DefaultShape[1], 33, 17];
        }

        var inferred = ShapeInference.Infer(network, shapes);
        if (constants < SmallConstants && inferred.Values.Values.Sum(v => (double)v.Shape.ElementCount) < SmallValues)
        {
            using var plan = _backend.Compile(network, shapes, network.Outputs);
            if (plan.MultiplyAdds < SmallWork)
            {
                Run(plan);
            }
        }
    }

    private void Run(IPlan plan)
    {
        Tensor[] inputs = [.. plan.Inputs.Select(i => new Tensor(i.Shape))];
        Array.ForEach(inputs, i => i.Span.Fill(0.5f));
        plan.Run(inputs, [.. plan.Outputs.Select(o => new Tensor(o.Shape))]);
        Completed++;
    }
}
