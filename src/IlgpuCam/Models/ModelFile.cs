using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Reads and writes model files (.cam): safetensors files whose metadata describe the graph. <c>weights/FORMAT.md</c> specifies them.</summary>
public static class ModelFile
{
    /// <summary>Maps a model file and checks all of it; weights are used where they lie.</summary>
    /// <param name="path">A .cam file.</param>
    /// <param name="warning">Receives what is doubtful about the file, a sentence each.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or holds what is not supported; the message names the file and the place or node.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelDescription Load(string path, Action<string>? warning = null)
    {
        using var file = SafeTensorsFile.Open(path);
        return ModelFileReader.Read(file, warning);
    }

    /// <summary>Reads a model file that is in memory.</summary>
    /// <param name="data">The bytes, which have to stay as they are: weights are not copied.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="warning">Receives what is doubtful about the file, a sentence each.</param>
    /// <exception cref="ModelFormatException">As for a file on disk.</exception>
    public static ModelDescription Load(ReadOnlyMemory<byte> data, string name = "model.cam", Action<string>? warning = null)
    {
        using var file = SafeTensorsFile.Parse(data, name);
        return ModelFileReader.Read(file, warning);
    }

    /// <summary>Writes a model file, through a temporary one. Constants that nothing reads are left out.</summary>
    /// <param name="path">The .cam file.</param>
    /// <param name="model">The model.</param>
    /// <param name="half">Whether the weights of convolutions and fully connected layers are rounded to float16; biases and all else stay as they are.</param>
    /// <exception cref="ModelFormatException">A weight is too large for its type; the message names its tensor.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, ModelDescription model, bool half = false) =>
        AtomicFile.Write(path, stream => Save(stream, model, half));

    /// <summary>Writes a model file to a stream, which is left open.</summary>
    /// <param name="stream">Where to; it needs not be seekable.</param>
    /// <param name="model">The model.</param>
    /// <param name="half">As for a file on disk.</param>
    /// <exception cref="ModelFormatException">A weight is too large for its type; the message names its tensor.</exception>
    public static void Save(Stream stream, ModelDescription model, bool half = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        ModelFileWriter.Write(stream, model, half);
    }
}
