using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Models;

public sealed class LabelsTests
{
    private static readonly Labels Few = new(["tench, Tinca tinca", "crane", "espresso", "crane", "projectile, missile", "missile"]);

    [Theory]
    [InlineData("tench", 0)]
    [InlineData("TINCA TINCA", 0)]
    [InlineData(" tench, tinca tinca ", 0)]
    [InlineData("Espresso", 2)]
    public void A_label_or_a_synonym_finds_its_class(string name, int expected) => Assert.Equal([expected], Few.Find(name));

    [Fact]
    public void An_ambiguous_name_finds_all_its_classes()
    {
        Assert.Equal([1, 3], Few.Find("crane"));
        Assert.Equal([4, 5], Few.Find("missile"));
    }

    [Fact]
    public void A_typing_mistake_finds_nothing_but_has_near_labels()
    {
        Assert.Empty(Few.Find("expresso"));
        Assert.Equal(2, Few.Nearest("expresso", 3)[0]);
        Assert.Equal(0, Few.Nearest("tinca", 1)[0]);
    }

    [Fact]
    public void A_class_beyond_the_labels_is_named_by_its_index() => Assert.Equal("17", Few.NameOf(17));

    [Fact]
    public void A_file_too_large_for_labels_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["labels.txt"]))
        {
            file.SetLength(1L << 32);
        }

        Assert.Contains("at most 16777216 bytes", Assert.Throws<ModelFormatException>(() => Labels.Load(folder["labels.txt"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_a_label_a_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["labels.txt"], "a, b\r\n\r\nc\n\n\n");
        Assert.Equal(["a, b", string.Empty, "c"], Labels.Load(folder["labels.txt"]));
        File.WriteAllText(folder["empty.txt"], "\n\n");
        Assert.Throws<ModelFormatException>(() => Labels.Load(folder["empty.txt"]));
        File.WriteAllBytes(folder["binary.txt"], [65, 0, 66]);
        Assert.Throws<ModelFormatException>(() => Labels.Load(folder["binary.txt"]));
    }
}
