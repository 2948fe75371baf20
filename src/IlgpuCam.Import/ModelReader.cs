using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Reads a model from any supported file, with what lies beside it.</summary>
public static class ModelReader
{
    /// <summary>
    /// Reads a .cam file, an ONNX file, a .caffemodel with its .prototxt, or a PyTorch state dict (.safetensors).
    /// Preprocessing and labels of all but a .cam file come from <c>MODEL.json</c> beside <c>MODEL.onnx</c>.
    /// </summary>
    /// <param name="path">The file. A .prototxt alone gives the layers and shapes, with weights of zero.</param>
    /// <param name="warning">Takes warnings, one sentence each.</param>
    /// <param name="options">What the file itself does not say.</param>
    /// <exception cref="ModelFormatException">A file is damaged, or the model has operators that are not supported.</exception>
    /// <exception cref="NetworkException">The graph is inconsistent.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ModelDescription Load(string path, Action<string>? warning = null, ModelReadOptions? options = null)
    {
        options ??= new();
        var isSafeTensors = IsSafeTensors(path);
        if (isSafeTensors && HasGraph(path))
        {
            return ModelFile.Load(path, warning);
        }

        var model = Path.GetExtension(path).ToUpperInvariant() switch
        {
            _ when isSafeTensors => TorchImporter.Load(path, options.Architecture, warning),
            ".PROTOTXT" => CaffeImporter.LoadGraph(path, warning),
            ".CAFFEMODEL" => CaffeImporter.Load(options.Prototxt ?? PrototxtBeside(path), path, warning),
            _ => OnnxImporter.Load(path, warning),
        };
        return ModelSidecar.Apply(path, model);
    }

    private static string PrototxtBeside(string path)
    {
        var prototxt = Path.ChangeExtension(path, ".prototxt");
        return File.Exists(prototxt)
            ? prototxt
            : throw new ModelFormatException($"{path}: a .caffemodel holds weights only; its network is neither stated nor beside it as {Path.GetFileName(prototxt)}.");
    }

    private static bool HasGraph(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        return file.Metadata.ContainsKey(ModelFileKeys.Graph);
    }

    /// <summary>A safetensors file begins with the length of its header and a brace, which no ONNX file does.</summary>
    private static bool IsSafeTensors(string path)
    {
        Span<byte> start = stackalloc byte[9];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[8] == (byte)'{' && start[7] == 0;
    }
}
