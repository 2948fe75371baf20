using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Torch;

/// <summary>The parameters of a PyTorch module by their names, without what wrappers put before them.</summary>
internal sealed class StateDict
{
    private static readonly string[] Prefixes = ["module.", "model.", "state_dict.", "net.", "_orig_mod."];

    private readonly Dictionary<string, ConstantTensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>Takes over tensors.</summary>
    /// <param name="path">What messages call the file.</param>
    /// <param name="tensors">Tensors by the names that the file has for them.</param>
    /// <exception cref="ModelFormatException">Two have the same name without their prefixes.</exception>
    internal StateDict(string path, IEnumerable<KeyValuePair<string, ConstantTensor>> tensors)
    {
        Path = path;
        foreach (var (name, tensor) in tensors)
        {
            var plain = Plain(name);
            if (!_tensors.TryAdd(plain, tensor) && !IsCounter(plain))
            {
                throw new ModelFormatException($"{path}: the tensor {MessageText.Quote(name)} is there twice, with and without a prefix.");
            }
        }
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>All names but those of the counters of batch normalisations.</summary>
    internal IEnumerable<string> Names => _tensors.Keys.Where(n => !IsCounter(n));

    /// <summary>Reads the tensors of a file.</summary>
    internal static StateDict Read(SafeTensorsFile file) => new(file.Path, file.Names.Select(n => KeyValuePair.Create(n, file[n])));

    /// <summary>A parameter, or null.</summary>
    internal ConstantTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    private static bool IsCounter(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    private static string Plain(string name)
    {
        var start = 0;
        while (Prefixes.FirstOrDefault(p => string.CompareOrdinal(name, start, p, 0, p.Length) == 0) is { } prefix)
        {
            start += prefix.Length;
        }

        var plain = name[start..];

        // What torchvision's DenseNet was saved with before modules could not have full stops in their names.
        return plain.Contains(".denselayer", StringComparison.Ordinal)
            ? plain.Replace(".norm.", ".norm", StringComparison.Ordinal).Replace(".conv.", ".conv", StringComparison.Ordinal)
            : plain;
    }
}
