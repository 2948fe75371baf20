using System.Text;
using IlgpuCam.Compute.Cuda;

namespace IlgpuCam.Compute.Tests.Cuda;

public class PtxTextTests
{
    private const string Text = """
        // source: 00ff
        .version 7.0
        .visible .entry other(
        	.param .u32 other_param_0
        ) { ret; }
        .visible .entry kernel(
        	.param .u64 .ptr .global .align 4 kernel_param_0,
        	.param .u64 kernel_param_1,
        	.param .u8 kernel_param_2,
        	.param .align 16 .b8 kernel_param_3[48],
        	.param .f32 kernel_param_4,
        	.param .f64 kernel_param_5
        )
        .maxntid 256, 1, 1
        { ret; }
        .entry none() { ret; }
        .entry bare { ret; }
        """;

    [Fact]
    public void The_first_line_names_the_source()
    {
        Assert.Equal("00ff", Read(Text).SourceHash);
        Assert.Equal("00ff", Read("// source: 00ff\r\nx").SourceHash);
        Assert.Equal("00ff", Read("// source: 00ff").SourceHash);
        Assert.Equal("", Read("\n// source: 00ff").SourceHash);
        Assert.Equal("", Read("").SourceHash);
        Assert.Equal((byte)0, Read("x").Image[^1]);
    }

    [Fact]
    public void Parameters_have_sizes_and_offsets()
    {
        Assert.Equal([new(8, 0), new(8, 8), new(1, 16), new(48, 32), new(4, 80), new(8, 88)], Read(Text).Parameters("kernel")!);
        Assert.Equal([new PtxParameter(4, 0)], Read(Text).Parameters("other")!);
        Assert.Empty(Read(Text).Parameters("none")!);
        Assert.Empty(Read(Text).Parameters("bare")!);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".entry")]
    [InlineData(".entry kernel2(.param .u32 a) {}")]
    [InlineData(".entry kernel(.param .u32 a {}")]
    [InlineData(".entry kernel(.param .u32 a,) {}")]
    [InlineData(".entry kernel(.param a) {}")]
    [InlineData(".entry kernel(.param .b8 a[) {}")]
    [InlineData(".entry kernel(.param .b8 a[-1]) {}")]
    [InlineData(".entry kernel(.param .b8 a[99999999999]) {}")]
    [InlineData(".entry kernel(.param .b64 a[4096]) {}")]
    [InlineData(".entry kernel(.param .align 4096 .b8 a[4]) {}")]
    public void What_cannot_be_read_gives_nothing(string text) => Assert.Null(Read(text).Parameters("kernel"));

    private static PtxText Read(string text) => PtxText.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)));
}
