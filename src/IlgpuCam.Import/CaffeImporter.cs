using System.Collections.Immutable;
using IlgpuCam.Import.Caffe;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Reads networks of Caffe (caffe.berkeleyvision.org): a prototxt with layers of the current or the first version, and a .caffemodel with weights, which are not copied.</summary>
public static class CaffeImporter
{
    /// <summary>Reads a network and its weights.</summary>
    /// <param name="prototxtPath">The network, such as deploy.prototxt. The first length of its inputs, Caffe's batch, is left open.</param>
    /// <param name="caffemodelPath">The weights; null for a network that needs none.</param>
    /// <param name="warning">Receives what is doubtful about the files, a sentence each.</param>
    /// <returns>The network, simplified, and where it comes from.</returns>
    /// <exception cref="ModelFormatException">A file is damaged, does not fit the other, or holds what is not supported; the message names the file and the line or layer.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or is a folder.</exception>
    public static ModelDescription Load(string prototxtPath, string? caffemodelPath, Action<string>? warning = null)
    {
        ArgumentNullException.ThrowIfNull(prototxtPath);
        var text = new TextSource(prototxtPath, Read(prototxtPath, TextSource.MaximumLength));
        return Load(text, caffemodelPath is null ? null : new WireSource(caffemodelPath, Read(caffemodelPath, int.MaxValue)), warning);
    }

    /// <summary>Reads a network without its weights, for its layers and shapes: all weights are zero.</summary>
    /// <param name="prototxtPath">The network, such as deploy.prototxt.</param>
    /// <param name="warning">Receives what is doubtful about the file, a sentence each.</param>
    /// <returns>The network with every layer as a node, those apart that do nothing, and where it comes from.</returns>
    /// <exception cref="ModelFormatException">The file is damaged, or holds what is not supported; the message names the file and the line or layer.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelDescription LoadGraph(string prototxtPath, Action<string>? warning = null)
    {
        ArgumentNullException.ThrowIfNull(prototxtPath);
        return LoadGraph(new TextSource(prototxtPath, Read(prototxtPath, TextSource.MaximumLength)), warning);
    }

    internal static ModelDescription Load(TextSource prototxt, WireSource? caffemodel, Action<string>? warning) =>
        Load(prototxt, new ModelWeights(caffemodel is null ? null : CaffeModel.Read(caffemodel)), Simplify.Apply, warning);

    // Zeros are not worth a pass over all weights: nothing is folded into them.
    internal static ModelDescription LoadGraph(TextSource prototxt, Action<string>? warning) =>
        Load(prototxt, new ZeroWeights(), RemoveIdentities.Apply, warning);

    private static ModelDescription Load(TextSource prototxt, ILayerWeights weights, Func<Network, Network> simplify, Action<string>? warning)
    {
        try
        {
            var net = CaffeNet.Read(prototxt, warning);
            var network = simplify(new CaffeTranslator(prototxt.Name, net, weights, warning).Translate());
            return new(network) { Provenance = Provenance(net) };
        }
        catch (NetworkException e)
        {
            throw new ModelFormatException($"{prototxt.Name}: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Read(string path, int most)
    {
        var file = MappedFile.Open(path);
        return file.Length <= most
            ? file.Slice(0, (int)file.Length)
            : throw new ModelFormatException($"{path}: at most {most} bytes were expected, found {file.Length}.");
    }

    private static ImmutableSortedDictionary<string, string> Provenance(CaffeNet net)
    {
        var provenance = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        provenance["format"] = net.IsFirstVersion ? "Caffe, layers of the first version" : "Caffe";
        if (net.Name.Length > 0)
        {
            provenance["graph"] = net.Name;
        }

        return provenance.ToImmutable();
    }
}
