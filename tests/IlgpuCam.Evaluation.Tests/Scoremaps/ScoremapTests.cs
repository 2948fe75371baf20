using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using IlgpuCam.Evaluation.Scoremaps;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Scoremaps;

public sealed class ScoremapTests : IDisposable
{
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 2, 3), }")]
    [InlineData(3, "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}")]
    public void A_map_is_read_from_every_version_of_the_header(int version, string header)
    {
        var map = NpyFile.Parse(Npy(version, header, MemoryMarshal.AsBytes(Values.AsSpan())), "a.npy");
        Assert.Equal((2, 3), (map.Height, map.Width));
        Assert.Equal(Values, map.Values);
    }

    [Fact]
    public void Other_types_byte_orders_and_columns_first_come_out_the_same()
    {
        var columns = new byte[6 * sizeof(double)];
        float[] byColumns = [1, 4, 2, 5, 3, 6];
        for (var i = 0; i < 6; i++)
        {
            BinaryPrimitives.WriteDoubleBigEndian(columns.AsSpan(i * sizeof(double)), byColumns[i]);
        }

        Assert.Equal(Values, NpyFile.Parse(Npy(1, "{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3), }", columns), "a.npy").Values);
        Assert.Equal(Values, NpyFile.Parse(Npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", [1, 2, 3, 4, 5, 6]), "a.npy").Values);
        Assert.Equal([1.5f], NpyFile.Parse(Npy(1, "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 1), }", [0, 0x3E]), "a.npy").Values);
    }

    [Theory]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2, 3), }", "found the type '<c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "32 bytes were expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }", "found the shape (2, 0)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", "found the shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 1), }", "a shape was expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", "found the shape (6)")]
    [InlineData("__import__('os')", "the header 'descr'")]
    public void What_is_no_map_is_refused_with_a_sentence(string header, string says) => Assert.Contains(
        says, Assert.Throws<ScoremapException>(() => NpyFile.Parse(Npy(1, header, MemoryMarshal.AsBytes(Values.AsSpan())), "a.npy")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var whole = Npy(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", MemoryMarshal.AsBytes(Values.AsSpan()));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<ScoremapException>(() => NpyFile.Parse(whole.AsSpan(0, length), "a.npy"));
        }
    }

    [Fact]
    public void A_folder_finds_maps_by_the_photos_name_and_class()
    {
        var map = Npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", MemoryMarshal.AsBytes(Values.AsSpan()));
        Directory.CreateDirectory(_folder["images"]);
        File.WriteAllBytes(_folder["images/a.npy"], map);
        File.WriteAllBytes(_folder["b.jpg.npy"], map);
        SafeTensorsWriter.Write(_folder["c.safetensors"],
        [
            KeyValuePair.Create("maps", ConstantTensor.FromFloats([2, 1, 3], Values)),
            KeyValuePair.Create("class_index", ConstantTensor.FromInt64([104, 7])),
        ]);
        var maps = new ScoremapFolder(_folder.Path);
        Assert.Equal(Values, maps.Read("images/a.jpg", 0).Values);
        Assert.Equal(Values, maps.Read("images/b.jpg", 0).Values);
        Assert.Equal([4, 5, 6], maps.Read("images/c.jpg", 7).Values);
        Assert.Contains("class 8 was expected, found those of 104, 7", Assert.Throws<ScoremapException>(() => maps.Read("c.jpg", 8)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no map 'images/d.npy'", Assert.Throws<ScoremapException>(() => maps.Read("images/d.jpg", 8)).Message, StringComparison.Ordinal);
    }

    private static byte[] Npy(int version, string header, ReadOnlySpan<byte> data)
    {
        var text = Encoding.Latin1.GetBytes(header + "\n");
        var length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
