using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class FirstPhotosTests
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Photos_are_the_same_whoever_decodes_them(int threads)
    {
        InputFile[] inputs = [new(Coffee, "a"), new(Coffee, "b"), new(Coffee + ".none", "c"), new(Coffee, "a")];
        var expected = ImageFile.Load(Coffee).Photo.Image.Pixels;
        using var photos = FirstPhotos.Begin(inputs, threads);
        foreach (var input in inputs)
        {
            var photo = photos.Take(input);
            Assert.Equal(input, photo.Input);
            if (input.RelativePath == "c")
            {
                Assert.Null(photo.Photo);
                Assert.Contains("coffee.png.none", photo.Error, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(expected, photo.Image!.Pixels);
            }
        }
    }

    [Fact]
    public void No_more_photos_wait_than_are_bounded_by_their_number_and_pixels()
    {
        var taken = 0;
        IEnumerable<InputFile> Endless()
        {
            while (true)
            {
                taken++;
                yield return new(Coffee, taken.ToString(null as IFormatProvider));
            }
        }

        using (var photos = FirstPhotos.Begin(Endless(), 2))
        {
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref taken) > 0, TimeSpan.FromMinutes(1)));
            Assert.NotNull(photos.Take(new(Coffee, "1")).Image);
            var before = -1;
            while (before != Volatile.Read(ref taken))
            {
                before = Volatile.Read(ref taken);
                Thread.Sleep(300);
            }
        }

        var bytes = ImageFile.Load(Coffee).Photo.Image.Pixels.Length;
        Assert.InRange(taken, 1, Math.Min(256, (64 << 20) / bytes) + 3);
    }

    [Fact]
    public void A_list_that_cannot_be_read_on_ends_the_decoding_alone()
    {
        IEnumerable<InputFile> Broken()
        {
            yield return new(Coffee, "a");
            throw new IOException("The list ends here.");
        }

        using var photos = FirstPhotos.Begin(Broken(), 2);
        Assert.NotNull(photos.Take(new(Coffee, "a")).Image);
        Assert.NotNull(photos.Take(new(Coffee, "b")).Image);
    }

    [Fact]
    public void With_something_to_make_ready_the_first_item_is_done_alone()
    {
        var (isReady, early) = (false, 0);
        var results = OrderedWork.Run(
            Enumerable.Range(0, 20),
            4,
            (item, _) =>
            {
                early += item > 0 && !Volatile.Read(ref isReady) ? 1 : 0;
                return item;
            },
            8,
            CancellationToken.None,
            () => Volatile.Write(ref isReady, true));
        Assert.Equal(Enumerable.Range(0, 20), results);
        Assert.Equal(0, early);
    }
}
