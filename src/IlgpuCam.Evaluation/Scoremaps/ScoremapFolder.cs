using IlgpuCam.Explain;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Scoremaps;

/// <summary>
/// Maps that another tool made, a file a photo, named like the photo: <c>images/a.npy</c>, <c>images/a.jpg.npy</c> or <c>a.npy</c> for <c>images/a.jpg</c>; or <c>.safetensors</c>.
/// A map covers its photo as a whole, at any resolution.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class ScoremapFolder(string folder)
{
    private static readonly string[] Extensions = [".safetensors", ".npy"];
    private static readonly string[] TensorNames = ["upsampled", "map", "maps", "cam", "scoremap"];

    /// <summary>The map of a photo.</summary>
    /// <param name="id">The photo's name in its data set, by forward slashes.</param>
    /// <param name="classIndex">The class; asked for where a file has maps of several, with their numbers in <c>class_index</c>.</param>
    /// <exception cref="ScoremapException">There is none, or it is damaged.</exception>
    public ActivationMap Read(string id, int classIndex)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var path = Find(id) ?? throw new ScoremapException($"{folder}: there is no map {MessageText.Quote(Path.ChangeExtension(id, ".npy"))} or .safetensors.");
        return path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? NpyFile.Read(path) : ReadSafeTensors(path, classIndex);
    }

    private static ActivationMap ReadSafeTensors(string path, int classIndex)
    {
        using var file = SafeTensorsFile.Open(path);
        var name = TensorNames.FirstOrDefault(file.Contains) ?? (file.Names is [var only] ? only : null)
            ?? throw new ScoremapException($"{path}: a tensor named {string.Join(", ", TensorNames)}, or a single one, was expected, found {MessageText.Some(file.Names)}.");
        var tensor = file[name];
        var shape = tensor.Shape.ToArray();
        var maps = shape is [.. , _, _] ? shape[..^2].Aggregate(1L, (a, b) => a * b) : 0;
        if (maps < 1 || shape[^1] < 1 || shape[^2] < 1)
        {
            throw new ScoremapException($"{path}: a map of rows and columns was expected, found the tensor {MessageText.Quote(name)} of shape {tensor.Shape}.");
        }

        var place = maps == 1 ? 0 : Place(file, path, classIndex, maps);
        var size = shape[^1] * shape[^2];
        var values = new float[size];
        tensor.CopyTo(place * size, values);
        return new(shape[^2], shape[^1], values);
    }

    private static int Place(SafeTensorsFile file, string path, int classIndex, long maps)
    {
        var classes = file.TryGet("class_index", out var tensor) && tensor.Type == ElementType.Int64 ? tensor.ToInt64() : null;
        if (classes is null || classes.Length != maps)
        {
            throw new ScoremapException($"{path}: {maps} maps need the tensor 'class_index' with as many numbers, found {classes?.Length ?? 0}.");
        }

        return Array.IndexOf(classes, classIndex) is >= 0 and var place
            ? place
            : throw new ScoremapException($"{path}: a map of class {classIndex} was expected, found those of {string.Join(", ", classes.Take(5))}.");
    }

    private string? Find(string id)
    {
        for (var name = id; ; name = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            foreach (var extension in Extensions)
            {
                foreach (var candidate in new[] { Path.ChangeExtension(name, extension), name + extension })
                {
                    if (File.Exists(Path.Combine(folder, candidate)))
                    {
                        return Path.Combine(folder, candidate);
                    }
                }
            }

            if (!name.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
