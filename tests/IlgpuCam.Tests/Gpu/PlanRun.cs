using IlgpuCam.Compute;
using IlgpuCam.Gpu;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>A test's network on a device.</summary>
/// <param name="OnProcessor">The nodes that ran on the processor.</param>
/// <param name="Launches">How many launches a run is.</param>
internal sealed record PlanRun(IReadOnlyList<string> OnProcessor, int Launches)
{
    /// <summary>Runs it twice, with the same results bit for bit, and compares them with the reference.</summary>
    /// <param name="device">The device.</param>
    /// <param name="test">The network.</param>
    /// <param name="outputs">The values to compare.</param>
    /// <param name="way">How its convolutions are computed, where it is not left to the model.</param>
    internal static PlanRun Check(string device, TestNetwork test, string[] outputs, ConvolutionChoice? way = null)
    {
        var network = test.Build(outputs);
        var inputs = test.RandomInputs();
        var expected = ReferenceExecutor.Run(network, inputs);
        using var accelerator = TestDevices.Create(device);
        using var backend = new AcceleratorBackend(accelerator, device);
        var inferred = ShapeInference.Infer(FuseActivations.Apply(network), inputs.ToDictionary(i => i.Key, i => i.Value.Shape));
        using var builder = new DevicePlanBuilder(inferred, backend) { Forced = way };
        var parts = builder.Build();
        using var plan = new DevicePlan(backend, inferred, parts);
        var (first, second) = (Run(), Run());
        for (var i = 0; i < outputs.Length; i++)
        {
            Near.Equal(Array.ConvertAll(expected[outputs[i]], v => (float)v), first[i].Data, 1e-5, $"'{outputs[i]}' {way} on {device}");
            Assert.Equal(first[i].Data, second[i].Data);
        }

        return new(parts.OnProcessor, parts.Parts.OfType<DevicePart>().Sum(p => p.Steps.Count));

        Tensor[] Run()
        {
            var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
            Array.ForEach(results, r => r.Span.Fill(float.NaN));
            plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], results);
            return results;
        }
    }
}
