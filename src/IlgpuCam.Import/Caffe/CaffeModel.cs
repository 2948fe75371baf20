using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe;

/// <summary>The weights of a .caffemodel by layer (caffe.proto: NetParameter with LayerParameter or V1LayerParameter).</summary>
internal sealed class CaffeModel
{
    private const int FirstVersionLayers = 2;
    private const int CurrentLayers = 100;

    private readonly Dictionary<string, List<CaffeBlob>> _layers = [];

    private CaffeModel(WireSource source) => Name = source.Name;

    /// <summary>The file, for messages.</summary>
    internal string Name { get; }

    internal static CaffeModel Read(WireSource source)
    {
        var model = new CaffeModel(source);
        var isEmpty = true;
        for (var reader = source.Read(); reader.Next(out var field);)
        {
            if (field is FirstVersionLayers or CurrentLayers)
            {
                isEmpty = false;
                model.ReadLayer(reader.Message(), field == CurrentLayers);
            }
            else
            {
                reader.Skip();
            }
        }

        return isEmpty
            ? throw new ModelFormatException($"{source.Name}: a .caffemodel was expected, found no layer in {source.Bytes.Length} bytes.")
            : model;
    }

    /// <summary>The weights of a layer; none where the file has no such layer.</summary>
    internal IReadOnlyList<CaffeBlob> Find(string layer) => _layers.TryGetValue(layer, out var blobs) ? blobs : [];

    private void ReadLayer(WireReader reader, bool isCurrent)
    {
        var (nameField, blobsField) = isCurrent ? (1, 7) : (4, 6);
        var name = string.Empty;
        var blobs = new List<CaffeBlob>();
        while (reader.Next(out var field))
        {
            if (field == nameField)
            {
                name = reader.Text();
            }
            else if (field == blobsField)
            {
                blobs.Add(CaffeBlob.Read(reader.Message()));
            }
            else if (field == 1)
            {
                throw reader.Source.Error(
                    reader.Position,
                    "a layer inside of a layer was found, the form of Caffe's files before 2013, which is not supported; Caffe's upgrade_net_proto_binary converts it");
            }
            else
            {
                reader.Skip();
            }
        }

        // A network saved in training has some layers twice, for both phases; only one of them has weights.
        if (blobs.Count > 0)
        {
            _layers.TryAdd(name, blobs);
        }
    }
}
