using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Evaluation.Tests.Datasets;

/// <summary>CUB's, the WSOL benchmark's and ILSVRC's lists, and plain folders.</summary>
public sealed class TextDatasetTests : DatasetTests
{
    [Fact]
    public void Cub_is_read_from_its_five_files()
    {
        WriteCub();
        var samples = Samples();
        Assert.Equal(["images/001.Black_footed_Albatross/b.jpg", "images/002.Laysan_Albatross/c.jpg"], samples.Select(s => s.Id));
        Assert.Equal<string>(["001.Black_footed_Albatross"], samples[0].Labels);
        Assert.Equal(new("001.Black_footed_Albatross", new(60, 27, 385, 331)), Assert.Single(samples[0].Objects));
        Assert.Contains("bounding_boxes.txt, line 3", Assert.Single(samples[1].Problems), StringComparison.Ordinal);
        Assert.Equal(3, Samples(split: "all").Count);
        Assert.Equal("Black footed Albatross", DatasetReader.Open(Root).Classes[0].Words);
        Assert.Equal(2, DatasetReader.Open(Root).Count);
    }

    [Theory]
    [InlineData("images.txt", "2 001/../../b.jpg", "images.txt, line 1: a path below images")]
    [InlineData("bounding_boxes.txt", "1 0 0 1\n2 1 2 x 4", "bounding_boxes.txt, line 2: a coordinate was expected, found 'x'")]
    [InlineData("bounding_boxes.txt", "2 1 2 3 4\n2 1 2 3 4", "bounding_boxes.txt, line 2: '2' stands in the file twice")]
    [InlineData("classes.txt", "1", "classes.txt, line 1: 'number class' was expected")]
    [InlineData("image_class_labels.txt", "\0\0", "line 1: text was expected, found binary data")]
    public void A_malformed_line_is_named(string file, string text, string says)
    {
        WriteCub();
        Write(file, text);
        Assert.Contains(says, Assert.Throws<DatasetException>(() => Samples("cub")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_does_not_fill_the_memory()
    {
        WriteCub();
        Write("images.txt", new string('1', 1 << 20));
        Assert.Contains("at most 65536 characters", Assert.Throws<DatasetException>(() => Samples("cub")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_benchmarks_metadata_has_boxes_and_masks_with_regions_to_ignore()
    {
        Write("meta/image_ids.txt", "val/a.jpg\nval/b.jpg\nval/c.jpg\n");
        Write("meta/class_labels.txt", "val/a.jpg,7\nval/b.jpg,0\n");
        Write("meta/image_sizes.txt", "val/a.jpg,500,300\n");
        Write("meta/localization.txt", "val/a.jpg,1,2,30,40\nval/b.jpg,m/1.png,m/ignore.png\nval/b.jpg,m/2.png,\nval/a.jpg,5,5,5,9\n");
        Write("m/1.png");
        var samples = Samples(annotations: "meta");
        Assert.Equal<string>(["7"], samples[0].Labels);
        Assert.Equal((500, 300), samples[0].DeclaredSize);
        Assert.Equal(new("7", new(1, 2, 30, 40)), Assert.Single(samples[0].Objects));
        Assert.Contains("localization.txt, line 4: the box [5, 5, 5, 9] is empty", Assert.Single(samples[0].Problems), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(Root, "m/1.png"), Path.Combine(Root, "m/2.png")], samples[1].Masks!.MaskPaths);
        Assert.Equal(Path.Combine(Root, "m/ignore.png"), samples[1].Masks!.IgnorePath);
        Assert.Equal(2, samples[2].Problems.Length);
    }

    [Fact]
    public void Ilsvrc_takes_labels_from_the_solution_and_boxes_from_the_annotations()
    {
        Write("LOC_synset_mapping.txt", "n01440764 tench, Tinca tinca\nn01443537 goldfish, Carassius auratus\n");
        Write("LOC_val_solution.csv", "ImageId,PredictionString\nv_1,n01443537 1 2 30 40 n01443537 5 6 7 8\nv_2,n01440764 1 1 2 2 \n");
        Write("ILSVRC/Data/CLS-LOC/val/v_1.JPEG");
        Write("ILSVRC/Data/CLS-LOC/val/v_2.JPEG");
        Write("ILSVRC/Annotations/CLS-LOC/val/v_2.xml", "<annotation><object><name>n01440764</name><bndbox><xmin>3</xmin><ymin>4</ymin><xmax>5</xmax><ymax>6</ymax></bndbox></object></annotation>");
        var samples = Samples();
        Assert.Equal("ilsvrc", DatasetReader.Open(Root).Format);
        Assert.Equal<DatasetClass>([new("n01440764", "tench, Tinca tinca"), new("n01443537", "goldfish, Carassius auratus")], DatasetReader.Open(Root).Classes);
        Assert.Equal(["n01443537", "n01440764"], samples.Select(s => s.Labels[0]));
        Assert.Equal([new(1, 2, 30, 40), new(5, 6, 7, 8)], samples[0].Objects.Select(o => o.Box));
        Assert.Equal(new(3, 4, 5, 6), samples[1].Objects[0].Box);
    }

    [Fact]
    public void Ilsvrc_takes_classes_from_a_list_or_from_the_development_kits_numbers_or_from_folders()
    {
        Write("val/v_1.JPEG");
        Write("val/v_2.JPEG");
        Write("synset_words.txt", "n01440764 tench\nn01443537 goldfish\n");
        Write("val.txt", "v_1.JPEG 1\nv_2.JPEG 0\n");
        Assert.Equal(["n01443537", "n01440764"], Samples().Select(s => s.Labels[0]));
        Write("val.txt", "v_1 1\nv_2 2\n");
        Write("map_clsloc.txt", "n01443537 1 goldfish\nn01440764 2 tench\n");
        Write("ILSVRC2012_validation_ground_truth.txt", "2\n1\n");
        Assert.Equal(["n01440764", "n01443537"], Samples().Select(s => s.Labels[0]));
        Write("train/n01443537/t_1.JPEG");
        Assert.Equal<string>(["n01443537"], Samples(split: "train").Single().Labels);
        Write("val.txt", "v_1.JPEG 2\n");
        Assert.Contains("val.txt, line 1: a class from 0 to 1", Assert.Throws<DatasetException>(() => Samples()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_name_their_classes_and_a_photo_outside_them_has_a_problem()
    {
        Write("cats/1.jpg");
        Write("cats/more/2.jpg");
        Write("dogs/1.png");
        Write("lost.jpg");
        Write("dogs/readme.txt");
        var samples = Samples();
        Assert.Equal(["cats/1.jpg", "cats/more/2.jpg", "dogs/1.png", "lost.jpg"], samples.Select(s => s.Id));
        Assert.Equal(["cats", "cats", "dogs"], samples.SelectMany(s => s.Labels));
        Assert.Single(samples[3].Problems);
    }

    [Fact]
    public void What_cannot_be_opened_is_named()
    {
        Assert.Contains("not recognised", Assert.Throws<DatasetException>(() => Samples()).Message, StringComparison.Ordinal);
        Assert.Contains("'pascal'", Assert.Throws<DatasetException>(() => Samples("pascal")).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<DatasetException>(() => DatasetReader.Open(Root + "/nowhere")).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", Assert.Throws<DatasetException>(() => Samples(annotations: "nowhere")).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => Samples("voc"));
        Assert.Throws<DatasetException>(() => Samples("coco"));
        Assert.Throws<DatasetException>(() => Samples("cub"));
        Assert.Throws<DatasetException>(() => Samples("wsol"));
        Assert.Throws<DatasetException>(() => Samples("folders"));
        Assert.Throws<DatasetException>(() => Samples("ilsvrc"));
    }

    private void WriteCub()
    {
        Write("classes.txt", "1 001.Black_footed_Albatross\n2 002.Laysan_Albatross\n");
        Write("images.txt", "1 001.Black_footed_Albatross/a.jpg\n2 001.Black_footed_Albatross/b.jpg\n3 002.Laysan_Albatross/c.jpg\n");
        Write("image_class_labels.txt", "1 1\n2 1\n3 2\n");
        Write("bounding_boxes.txt", "1 1.0 2.0 3.0 4.0\n2 60.0 27.0 325.0 304.0\n3 1.0 1.0 0.0 5.0\n");
        Write("train_test_split.txt", "1 1\n2 0\n3 0\n");
    }
}
