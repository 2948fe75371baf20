using IlgpuCam.Import.Onnx.Export;
using IlgpuCam.Models;

namespace IlgpuCam.Import;

/// <summary>
/// Writes networks as ONNX models (onnx.ai, IR version 8, operator set 17; 19 where a network has what came later, such as dilated average pooling), for any runtime that reads them.
/// A classifier has the outputs <c>logits</c> [N,C] (before softmax or sigmoid), <c>probabilities</c> [N,C] where its graph records one of the two, and on request
/// <c>features</c> and <c>cams</c>; any other graph keeps its own outputs and their names.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Writes a file, through a temporary one.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="model">The model; its provenance becomes metadata of the file.</param>
    /// <param name="options">What else the file holds.</param>
    /// <exception cref="ModelFormatException">The network has operators that cannot be written, all named in the message, a weight is too large for its type, or the file would have 2 GiB or more.</exception>
    /// <exception cref="NetworkException">The network does not accept its default input, or features or maps are asked of one that has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, ModelDescription model, OnnxExportOptions? options = null) =>
        AtomicFile.Write(path, stream => Save(stream, model, options));

    /// <summary>Writes to a stream, which needs not be seekable and is left open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="model">The model; its provenance becomes metadata of the file.</param>
    /// <param name="options">What else the file holds.</param>
    /// <exception cref="ModelFormatException">As for a file on disk.</exception>
    /// <exception cref="NetworkException">As for a file on disk.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static void Save(Stream stream, ModelDescription model, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        var file = ModelExport.ToMessage(model, options ?? new());
        if (file.Length > int.MaxValue)
        {
            throw new ModelFormatException($"An ONNX file has at most {int.MaxValue} bytes, and this one would have {file.Length}.");
        }

        file.WriteTo(stream);
    }
}
