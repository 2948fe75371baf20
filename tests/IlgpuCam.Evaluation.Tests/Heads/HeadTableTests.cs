using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Heads;

public sealed class HeadTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_head_the_path_comes_first_and_labels_follow()
    {
        var (samples, extra) = Read("a.jpg,cat\r\n\"b, c.jpg\",dog;cat,\"big \"\"one\"\"\"\n\nd.jpg,\n");
        Assert.Empty(extra);
        Assert.Equal(["a.jpg", "b, c.jpg", "d.jpg"], samples.Select(s => s.Id));
        Assert.Equal(["dog", "cat", "big \"one\""], samples[1].Labels.AsEnumerable());
        Assert.Empty(samples[2].Labels.AsEnumerable());
        Assert.Equal(_folder["a.jpg"], samples[0].ImagePath);
    }

    [Fact]
    public void A_head_names_boxes_labels_and_extra_columns_in_any_order()
    {
        var (samples, extra) = Read("question,Label,x1,y1,x0,y0,path,answered\n0.5,yes,30,40,1.5,2,p.png,-1e2\n");
        Assert.Equal(["question", "answered"], extra);
        Assert.Equal(new TrueBox(1.5, 2, 30, 40), samples[0].Box);
        Assert.Equal([0.5, -100], samples[0].Extra.AsEnumerable());
        Assert.Equal(["yes"], samples[0].Labels.AsEnumerable());
    }

    [Theory]
    [InlineData("image,label,q\na.jpg,x,nan\n", "line 2")]
    [InlineData("image,label,q\na.jpg,x,1\nb.jpg,x\n", "line 3")]
    [InlineData("image,label,x0\na.jpg,x,1\n", "line 1")]
    [InlineData("image,path\na,b\n", "line 1")]
    [InlineData("a.jpg,\"cat\nb.jpg,dog\n", "line 1")]
    [InlineData("a.jpg,\"cat\"x\n", "line 1")]
    [InlineData("", "none")]
    [InlineData("image,label\n", "none")]
    public void What_is_wrong_is_named_with_its_line(string text, string says) =>
        Assert.Contains(says, Assert.Throws<DatasetException>(() => Read(text)).Message, StringComparison.Ordinal);

    private (IReadOnlyList<HeadSample> Samples, IReadOnlyList<string> Extra) Read(string text)
    {
        File.WriteAllText(_folder["table.csv"], text);
        var (samples, extra) = HeadTable.Read(_folder["table.csv"]);
        return (samples, extra);
    }
}
