using System.Globalization;
using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Testing;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Weights in files beside the model, and only there.</summary>
public sealed class OnnxExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OnnxExternalDataTests()
    {
        Directory.CreateDirectory(_folder["models/parts"]);
        File.WriteAllBytes(_folder["models/parts/w.bin"], MemoryMarshal.AsBytes<float>([1, 2, 3, 4]));
        File.WriteAllBytes(_folder["secret.bin"], new byte[64]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_of_a_file_in_a_folder_below_is_read()
    {
        var model = OnnxImporter.Load(Write("parts/w.bin", offset: "4", length: "12"));
        Assert.Equal([2f, 3, 4], model.Network.Constants["w"].ToFloats());
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("parts/../../secret.bin")]
    [InlineData("..\\secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.bin")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_out_of_the_folder_is_refused(string location) =>
        Check($"tensor 'w': its data are at '{location.Replace("\0", "\\u0000", StringComparison.Ordinal)}', and a path inside the model's folder was expected", Write(location));

    [Fact]
    public void A_link_out_of_the_folder_is_refused()
    {
        File.CreateSymbolicLink(_folder["models/link.bin"], _folder["secret.bin"]);
        Check("a link that leads out of the model's folder", Write("link.bin"));
        Directory.CreateSymbolicLink(_folder["models/up"], _folder.Path);
        Check("a link that leads out of the model's folder", Write("up/secret.bin"));
    }

    [Fact]
    public void A_model_and_its_data_may_be_links_into_one_folder()
    {
        // As download caches lay them out.
        Directory.CreateDirectory(_folder["blobs"]);
        Directory.CreateDirectory(_folder["snapshot"]);
        File.Move(Write("w.data"), _folder["blobs/1"]);
        File.WriteAllBytes(_folder["blobs/2"], MemoryMarshal.AsBytes<float>([5, 6, 7]));
        File.CreateSymbolicLink(_folder["snapshot/model.onnx"], "../blobs/1");
        File.CreateSymbolicLink(_folder["snapshot/w.data"], "../blobs/2");
        Assert.Equal([5f, 6, 7], OnnxImporter.Load(_folder["snapshot/model.onnx"]).Network.Constants["w"].ToFloats());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Check("its data are in 'gone.bin', which is not in the model's folder", Write("gone.bin"));

    [Theory]
    [InlineData("8", null, "12 bytes from byte 8 were expected in 'parts/w.bin', which has 16")]
    [InlineData("9223372036854775807", null, "12 bytes from byte 9223372036854775807 were expected")]
    [InlineData("0", "16", "12 bytes of external data were expected, found a length of 16")]
    [InlineData("-4", null, "its external offset '-4' is no number of bytes")]
    [InlineData("4e9", null, "its external offset '4e9' is no number of bytes")]
    [InlineData("99999999999999999999", null, "is no number of bytes")]
    public void A_place_outside_of_the_file_is_an_error(string offset, string? length, string expected) =>
        Check(expected, Write("parts/w.bin", offset, length));

    [Fact]
    public void A_claim_of_gigabytes_is_an_error() =>
        Check(string.Create(CultureInfo.InvariantCulture, $"{4L << 30} bytes from byte 0 were expected"), Write("parts/w.bin", elements: 1 << 30));

    [Fact]
    public void A_model_in_memory_has_no_folder() => Assert.Contains(
        "has to be loaded by its path",
        Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(File.ReadAllBytes(Write("parts/w.bin")))).Message, StringComparison.Ordinal);

    private static void Check(string expected, string path)
    {
        var message = Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private string Write(string location, string? offset = null, string? length = null, int elements = 3)
    {
        var tensor = Tensor("w", Float, [elements]).Int64(14, 1);
        foreach (var (key, value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                tensor.Message(13, new WireWriter().Text(1, key).Text(2, value));
            }
        }

        var model = new OnnxWriter().Input("x", Float, 1, 3).Initialiser(tensor).Node("Add", ["x", "w"], ["y"]).Output("y");
        var path = _folder["models/model.onnx"];
        File.WriteAllBytes(path, model.Build());
        return path;
    }
}
