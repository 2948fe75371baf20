using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Tensors;

/// <summary>Files that Python's safetensors wrote.</summary>
public sealed class SafeTensorsOfPythonTests
{
    [SharedTheory("oracles")]
    [InlineData("demo")]
    [InlineData("oracles")]
    [InlineData("models")]
    [InlineData("nets")]
    [InlineData("onnx-node")]
    [InlineData("authors")]
    [InlineData("images")]
    public void Every_file_opens_and_agrees_with_the_published_format(string folder)
    {
        var paths = Directory.GetFiles(TestFiles.Shared(folder), "*.safetensors");
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var (tensors, metadata) = PublishedFormat.Read(File.ReadAllBytes(path));
            using var file = SafeTensorsFile.Open(path);

            Assert.Equal(tensors.Keys.Order(), file.Names.Order());
            Assert.Equal(metadata, file.Metadata);
            foreach (var (name, (_, shape, bytes)) in tensors)
            {
                Assert.Equal(shape, file[name].Shape.Select(length => (long)length));
                Assert.True(bytes.AsSpan().SequenceEqual(file[name].Bytes.Span), $"{path} {name}");
            }
        }
    }

    [SharedFact("models/efficientnet_lite0.safetensors")]
    public void A_state_dict_holds_weights_and_the_counters_of_its_batch_norms()
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared("models/efficientnet_lite0.safetensors"));

        Assert.Equal(ElementType.Float32, file["_fc.weight"].Type);
        Assert.Equal([1000, 1280], file["_fc.weight"].Shape);
        Assert.Equal(Shape.Scalar, file["_bn0.num_batches_tracked"].Shape);
        Assert.Equal(49, file.Names.Count(name => file[name].Type == ElementType.Int64));
        Assert.Equal(4_652_008, file.Names.Where(IsParameter).Sum(name => file[name].Shape.ElementCount));

        bool IsParameter(string name) => file[name].Type == ElementType.Float32 && !name.Contains("running_", StringComparison.Ordinal);
    }

    [SharedFact("oracles/efficientnet_lite0.n02123045_tabby.safetensors")]
    public void An_oracle_holds_its_tensors_in_the_shapes_that_the_readme_gives()
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared("oracles/efficientnet_lite0.n02123045_tabby.safetensors"));

        Assert.Equal([1, 3, 224, 224], file["input"].Shape);
        Assert.Equal([1, 1280, 7, 7], file["features"].Shape);
        Assert.Equal([1, 1000], file["logits"].Shape);
        Assert.Equal(5, file["cams_top5"].Shape[0]);
        Assert.All(file.Names, name => Assert.Equal(ElementType.Float32, file[name].Type));
    }

    [SharedTheory("models/efficientnet_lite0.safetensors")]
    [InlineData("models/efficientnet_lite0.safetensors")]
    [InlineData("images/pixels.safetensors")]
    [InlineData("oracles/squeezenet1_0.n02123045_tabby.methods.safetensors")]
    public void Written_again_a_file_is_what_Python_wrote_byte_for_byte(string path)
    {
        var original = File.ReadAllBytes(TestFiles.Shared(path));
        using var file = SafeTensorsFile.Parse(original, path);
        using var stream = new MemoryStream();

        SafeTensorsWriter.Write(stream, file.Names.Select(name => KeyValuePair.Create(name, file[name])), file.Metadata);

        Assert.True(original.AsSpan().SequenceEqual(stream.ToArray()), path);
    }
}
