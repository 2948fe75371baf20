using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Evaluation.Tests.Datasets;

public sealed class CocoDatasetTests : DatasetTests
{
    private const string Images = "\"images\":[{\"id\":9,\"file_name\":\"b.jpg\",\"width\":64,\"height\":48},{\"id\":3,\"file_name\":\"a.jpg\"}]";
    private const string Categories = "\"categories\":[{\"id\":18,\"name\":\"dog\",\"supercategory\":\"animal\"}]";

    [Fact]
    public void Boxes_of_x_y_width_and_height_are_joined_to_their_photos()
    {
        Write("val2017/a.jpg");
        Write("annotations/instances_val2017.json", "\uFEFF{\"info\":{\"a\":[1,{}]},\"annotations\":["
            + "{\"id\":1,\"image_id\":9,\"category_id\":18,\"bbox\":[10.5,20,5,6],\"iscrowd\":0,\"segmentation\":[[1,2,3]]},"
            + "{\"id\":2,\"image_id\":9,\"category_id\":18,\"bbox\":[0,0,64,48],\"iscrowd\":1},"
            + "{\"id\":3,\"image_id\":9,\"category_id\":5,\"bbox\":[0,0,1,1]}],"
            + $"{Images},{Categories}}}");
        var samples = Samples();
        Assert.Equal(["b.jpg", "a.jpg"], samples.Select(s => s.Id));
        Assert.Equal(Path.Combine(Root, "val2017/b.jpg"), samples[0].ImagePath);
        Assert.Equal((64, 48), samples[0].DeclaredSize);
        Assert.Equal<ObjectAnnotation>([new("dog", new(10.5, 20, 15.5, 26)), new("dog", new(0, 0, 64, 48), true)], samples[0].Objects);
        Assert.Contains("category 5", Assert.Single(samples[0].Problems), StringComparison.Ordinal);
        Assert.Contains("no annotation", Assert.Single(samples[1].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"images\":[],\n\"annotations\":[{\"id\":7,\"image_id\":1}]}", "line 3", "annotation 7 lacks category_id")]
    [InlineData("{\"images\":[]}", "line 1", "'annotations' is missing")]
    [InlineData("{\"images\":[{\"id\":1,\"file_name\":\"../../x.jpg\"}]}", "line 1", "found '../../x.jpg'")]
    [InlineData("{\"images\":[{\"id\":1,\"file_name\":\"x.jpg\"},\n{\"id\":1,\"file_name\":\"y.jpg\"}]}", "line 2", "stands twice")]
    [InlineData("{\"images\":[{\"id\":\"1\"}]}", "line 1", "COCO's JSON was expected")]
    [InlineData("{\"images\":3}", "line 1", "StartArray was expected")]
    [InlineData("{\"images\":[", "line 1", "COCO's JSON was expected")]
    [InlineData("", "line 1", "COCO's JSON was expected")]
    [InlineData("{\"annotations\":[{\"bbox\":[1,2,1e300,4]}]}", "line 1", "four numbers of pixels")]
    [InlineData("{\"annotations\":[{\"bbox\":[1,2,3]}]}", "line 1", "found 3")]
    public void What_is_wrong_is_named_with_file_and_line(string json, string line, string says)
    {
        Write("annotations/x.json", json);
        var message = Assert.Throws<DatasetException>(() => Samples()).Message;
        Assert.Contains("x.json", message, StringComparison.Ordinal);
        Assert.Contains(line, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }
}
