using IlgpuCam.Cpu;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>A real network with the maps that other libraries gave for one photo; loaded once.</summary>
internal sealed class OracleModel
{
    private static readonly Dictionary<string, OracleModel> Loaded = [];
    private readonly SafeTensorsFile _methods;
    private readonly SafeTensorsFile _gradients;
    private readonly Tensor _input;
    private readonly string _middle;

    private OracleModel(string name)
    {
        var network = OnnxImporter.Load(TestFiles.Shared($"models/{name}.onnx")).Network;
        Explainer = new(network, HeadDetection.Find(network)!, new CpuBackend());
        _methods = SafeTensorsFile.Open(TestFiles.Shared($"oracles/{name}.n02123045_tabby.methods.safetensors"));
        _gradients = SafeTensorsFile.Open(TestFiles.Shared($"oracles/{name}.n02123045_tabby.gradients.safetensors"));
        _input = new(_methods["input"].Shape, _methods["input"].ToFloats());
        _middle = name == "squeezenet1_0"
            ? Explainer.Layers.All.Where(l => l.Kind == "concat").ElementAt(3).Value
            : Explainer.Layers.Resolve("_blocks.10/Add_output_0").Value;
    }

    internal Explainer Explainer { get; }

    internal static OracleModel Get(string name)
    {
        lock (Loaded)
        {
            return Loaded.TryGetValue(name, out var model) ? model : Loaded[name] = new(name);
        }
    }

    internal float[] Expected(string key) => (_methods.Contains(key) ? _methods : _gradients)[key].ToFloats();

    internal ExplanationContext Context(bool atMiddle = false, int seed = 0) => new(Explainer, _input, ScoreTarget.Best, atMiddle ? _middle : null, seed);

    /// <summary>As pytorch-grad-cam gives maps: negative values cut, scaled to 0..1, at the image's size.</summary>
    internal float[] Presented(ActivationMap map) => MapScaling.ToImage(map, _input.Shape[2], _input.Shape[3]).Values;
}
