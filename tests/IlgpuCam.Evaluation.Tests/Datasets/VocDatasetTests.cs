using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Datasets;

public sealed class VocDatasetTests : DatasetTests
{
    private const string Dog = """
        <annotation>
          <filename>a.jpg</filename><size><width>40</width><height>30</height></size>
          <object><name>dog</name><difficult>1</difficult>
            <bndbox><xmax>20</xmax><xmin>1</xmin><ymin>2.5</ymin><ymax>30</ymax></bndbox>
            <part><name>head</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>
          </object>
          <object><name>cat</name><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></object>
        </annotation>
        """;

    [Fact]
    public void Corners_are_taken_as_they_stand_and_parts_passed_over()
    {
        Write("JPEGImages/a.jpg");
        Write("Annotations/a.xml", Dog);
        var sample = Assert.Single(Samples());
        Assert.Equal("JPEGImages/a.jpg", sample.Id);
        Assert.Equal(Path.Combine(Root, "JPEGImages/a.jpg"), sample.ImagePath);
        Assert.Equal((40, 30), sample.DeclaredSize);
        Assert.Equal<ObjectAnnotation>([new("dog", new(1, 2.5, 20, 30), true), new("cat", new(0, 0, 4, 4))], sample.Objects);
        Assert.Equal<string>(["dog", "cat"], sample.Labels);
        Assert.Empty(sample.Problems);
    }

    [Fact]
    public void Photos_without_annotation_and_annotations_without_photo_or_object_are_samples_with_a_problem()
    {
        Write("images/a.jpg");
        Write("images/sub/b.png");
        Write("annots/sub/b.xml", "<annotation><size/></annotation>");
        Write("annots/c.xml", Dog);
        var samples = Samples();
        Assert.Equal(["images/a.jpg", "images/c.jpg", "images/sub/b.png"], samples.Select(s => s.Id));
        Assert.Contains("there is no annotation", Assert.Single(samples[0].Problems), StringComparison.Ordinal);
        Assert.Contains("there is no photo c", Assert.Single(samples[1].Problems), StringComparison.Ordinal);
        Assert.Contains("b.xml: the annotation has no object", Assert.Single(samples[2].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<annotation>\n<object>", "line 2: the XML is not valid")]
    [InlineData("", "line 0: the XML is not valid")]
    [InlineData("<annotation>\n<object><name>a</name></object></annotation>", "line 2: an object's box lacks xmin")]
    [InlineData("<annotation>\n\n<object/></annotation>", "line 3: an object has no name")]
    [InlineData("<annotation><object><name>a</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax><ymax>9</ymax></bndbox></object></annotation>", "line 1: an object's box [1, 1, 1, 9] is empty")]
    [InlineData("<annotation><object><name>a</name>\n<bndbox><xmin>NaN</xmin></bndbox></object></annotation>", "line 2: a number of pixels was expected, found 'NaN'")]
    [InlineData("<html/>", "the element annotation was expected, found 'html'")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"boom\">]><annotation><filename>&b;</filename></annotation>", "the XML is not valid")]
    public void What_is_wrong_with_a_file_is_named_with_its_line(string xml, string says)
    {
        Write("images/a.jpg");
        Write("annots/a.xml", xml);
        var problem = Assert.Single(Samples()).Problems[0];
        Assert.Contains("annots/a.xml", problem, StringComparison.Ordinal);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_is_the_list_of_that_name()
    {
        Write("images/a.jpg");
        Write("images/b.jpg");
        Write("annots/a.xml", Dog);
        Write("annots/b.xml", Dog);
        Write("ImageSets/Main/val.txt", "b\r\n");
        Assert.Equal(["images/b.jpg"], Samples(split: "val").Select(s => s.Id));
        Write("ImageSets/Main/val.txt", "b\n../../etc/passwd\n");
        Assert.Contains("val.txt, line 2", Assert.Throws<DatasetException>(() => Samples(split: "val")).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => Samples(split: "../val"));
    }

    [SharedFact("kangaroo")]
    public void The_kangaroos_are_found_with_all_their_boxes()
    {
        var set = DatasetReader.Open(TestFiles.Shared("kangaroo"));
        var samples = set.Read().ToList();
        Assert.Equal("voc", set.Format);
        Assert.Equal(164, set.Count);
        Assert.Equal(164, samples.Count);
        Assert.Equal(107, samples.Count(s => s.Objects.Length == 1));
        Assert.Equal(new(233, 89, 386, 262), samples[0].Objects[0].Box);
        Assert.Equal("images/00001.jpg", samples[0].Id);
        Assert.All(samples, s => Assert.Empty(s.Problems));
    }
}
