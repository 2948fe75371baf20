using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Synthetic;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Synthetic;

public sealed class SyntheticDatasetTests
{
    [Fact]
    public void The_same_seed_draws_the_same_files_and_the_voc_reader_finds_class_and_box()
    {
        using var folder = new TemporaryFolder();
        SyntheticDataset.Write(folder["a"], 7, 6, 48, 33);
        SyntheticDataset.Write(folder["b"], 7, 6, 48, 33);
        SyntheticDataset.Write(folder["c"], 8, 6, 48, 33);
        string[] Files(string name) => [.. Directory.GetFiles(folder[name], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(12, Files("a").Length);
        Assert.Equal(Files("a").Select(File.ReadAllBytes), Files("b").Select(File.ReadAllBytes));
        Assert.NotEqual(File.ReadAllBytes(Files("a")[^1]), File.ReadAllBytes(Files("c")[^1]));
        var samples = DatasetReader.Open(folder["a"]).Read().ToArray();
        Assert.Equal(6, samples.Length);
        foreach (var sample in samples)
        {
            Assert.Empty(sample.Problems);
            Assert.Equal((48, 33), sample.DeclaredSize);
            var only = Assert.Single(sample.Objects);
            Assert.Contains(only.Class, sample.ImagePath, StringComparison.Ordinal);
            Assert.True(only.Box is { X0: >= 0, Y0: >= 0, X1: <= 48, Y1: <= 33 } && only.Box.Area > 25);
            Assert.Equal(48, ImageFile.Load(sample.ImagePath).Image.Width);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_box_encloses_the_shape_to_the_pixel(int classIndex)
    {
        // Another shape in the same place leaves ground and clutter as they were: what differs is inside one of the two boxes, and reaches their edges.
        for (var seed = 0UL; seed < 8; seed++)
        {
            var (picture, other) = (SyntheticPicture.Draw(classIndex, seed, 96, 80), SyntheticPicture.Draw((classIndex + 1) % 4, seed, 96, 80));
            int left = 96, top = 80, right = 0, bottom = 0;
            for (var i = 0; i < picture.Image.Pixels.Length; i++)
            {
                if (picture.Image.Pixels[i] != other.Image.Pixels[i])
                {
                    var (y, x) = Math.DivRem(i / 3, 96);
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x + 1), Math.Min(top, y), Math.Max(bottom, y + 1));
                }
            }

            // A pixel that is covered by less than half is drawn, too, and does not count for the box.
            Assert.InRange(Math.Min(picture.Box.X0, other.Box.X0) - left, 0, 2);
            Assert.InRange(Math.Min(picture.Box.Y0, other.Box.Y0) - top, 0, 2);
            Assert.InRange(right - Math.Max(picture.Box.X1, other.Box.X1), 0, 2);
            Assert.InRange(bottom - Math.Max(picture.Box.Y1, other.Box.Y1), 0, 2);
        }
    }
}
