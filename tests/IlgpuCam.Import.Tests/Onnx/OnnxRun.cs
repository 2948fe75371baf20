using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Runs small networks on numbers that count up.</summary>
internal static class OnnxRun
{
    /// <summary>0, 1, 2 and so on, row by row.</summary>
    internal static Tensor Count(params int[] shape)
    {
        var tensor = new Tensor(Shape.Create(shape));
        for (var i = 0; i < tensor.Data.Length; i++)
        {
            tensor.Data[i] = i;
        }

        return tensor;
    }

    /// <summary>All outputs of a network with one input.</summary>
    internal static Tensor[] Run(Network network, Tensor input)
    {
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { [network.Inputs[0].Name] = input.Shape }, network.Outputs);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([input], outputs);
        return outputs;
    }
}
