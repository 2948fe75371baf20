using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests;

public sealed class ColormapTests
{
    private static readonly SafeTensorsFile References = SafeTensorsFile.Open(TestFiles.Fixture("images/colormaps.safetensors"));

    public static TheoryData<string> Names => [.. References.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Colours_are_those_of_matplotlib(string name)
    {
        Assert.True(Colormap.TryFind(name.ToUpperInvariant(), out var colormap));
        Assert.Equal(name, colormap.Name);
        Assert.Equal(References[name].Bytes.ToArray(), colormap.Table.ToArray());
    }

    [Fact]
    public void A_name_that_is_not_there_is_not_found()
    {
        Assert.False(Colormap.TryFind("parula", out var colormap));
        Assert.Null(colormap);
        Assert.Throws<ArgumentException>(() => new Colormap("mine", new byte[767]));
        Assert.Equal(7, Colormap.All.Select(map => map.Name).Distinct().Count());
    }
}
