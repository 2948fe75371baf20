using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Writes the weights of a network, without its graph, as a safetensors file.</summary>
public static class StateDictExporter
{
    /// <summary>Writes every floating-point constant that a node reads under its own name, through a temporary file.</summary>
    /// <param name="path">The .safetensors file.</param>
    /// <param name="model">The model; its provenance becomes metadata of the file.</param>
    /// <exception cref="ModelFormatException">The names are longer than the format allows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var used = model.Network.Nodes.SelectMany(n => n.Inputs).Concat(model.Network.Outputs).ToHashSet();
        SafeTensorsWriter.Write(path, model.Network.Constants.Where(c => c.Value.Type.IsFloat() && used.Contains(c.Key)), model.Provenance);
    }
}
