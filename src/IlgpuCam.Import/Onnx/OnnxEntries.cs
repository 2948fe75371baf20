using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>Pairs of text (onnx.proto, StringStringEntryProto).</summary>
internal static class OnnxEntries
{
    internal static void Read(WireReader reader, Dictionary<string, string> entries)
    {
        string key = string.Empty, value = string.Empty;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        entries[key] = value;
    }
}
