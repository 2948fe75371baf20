using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx;

/// <summary>The files beside a model that hold its weights; each is mapped once. None outside of the model's folder is opened.</summary>
internal sealed class ExternalData
{
    private readonly string _model;
    private readonly string _folder;
    private readonly string[] _roots;
    private readonly Dictionary<string, MappedFile> _files = [];

    internal ExternalData(string modelPath)
    {
        _model = modelPath;
        _folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;

        // Download caches keep a model's files under other names elsewhere, all in one folder, and link to them: that folder is the model's, too.
        _roots = [RealPath.Of(_folder), Path.GetDirectoryName(RealPath.Of(Path.GetFullPath(modelPath)))!];
    }

    /// <summary>A part of a file.</summary>
    /// <param name="location">Its path below the model's folder.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="label">The tensor, for messages.</param>
    /// <exception cref="ModelFormatException">The path leads elsewhere, the file is absent, or it is too short.</exception>
    internal ReadOnlyMemory<byte> Slice(string location, long offset, long length, string label)
    {
        var file = Open(location, label);
        return length <= int.MaxValue && length <= file.Length && offset <= file.Length - length
            ? file.Slice(offset, (int)length)
            : throw Error(label, $"{length} bytes from byte {offset} were expected in '{location}', which has {file.Length}");
    }

    private MappedFile Open(string location, string label)
    {
        if (_files.TryGetValue(location, out var file))
        {
            return file;
        }

        if (location.Length == 0 || location.Contains('\0') || Path.IsPathRooted(location) || location.Contains(':')
            || location.Split('/', '\\').Contains(".."))
        {
            throw Error(label, $"its data are at '{location}', and a path inside the model's folder was expected");
        }

        var path = Path.Combine(_folder, location);
        if (!File.Exists(path))
        {
            throw Error(label, $"its data are in '{location}', which is not in the model's folder");
        }

        var real = RealPath.Of(path);
        if (!_roots.Any(root => real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            throw Error(label, $"its data are at '{location}', a link that leads out of the model's folder");
        }

        return _files[location] = MappedFile.Open(real);
    }

    private ModelFormatException Error(string label, string what) => new($"{_model}: tensor '{label}': {what}.");
}
