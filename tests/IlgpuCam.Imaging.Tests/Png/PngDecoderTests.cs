using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Tests.Png;

public sealed class PngDecoderTests
{
    public static TheoryData<int, int, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, bool>();
            foreach (var (type, depths) in new[] { (0, new[] { 1, 2, 4, 8, 16 }), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
            {
                foreach (var depth in depths)
                {
                    kinds.Add(type, depth, false);
                    kinds.Add(type, depth, true);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_read_at_every_small_size_with_every_filter(int colorType, int depth, bool interlaced)
    {
        var random = new Random(colorType + depth);
        var palette = new byte[3 << Math.Min(depth, 8)];
        random.NextBytes(palette);
        foreach (var (width, height) in Sizes())
        {
            var samples = new int[width * height * 4];
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = random.Next(1 << depth);
            }

            for (var filter = -1; filter < 5; filter++)
            {
                var chosen = filter;
                var png = new TestPng
                {
                    Width = width,
                    Height = height,
                    Depth = depth,
                    ColorType = colorType,
                    Interlaced = interlaced,
                    Palette = colorType == 3 ? palette : [],
                    Sample = (x, y, c) => samples[(((y * width) + x) * 4) + c],
                    Filter = row => chosen < 0 ? row % 5 : chosen,
                };
                var expected = ImageAssert.Draw(width, height, (x, y) =>
                {
                    int At(int c) => samples[(((y * width) + x) * 4) + c];
                    int Level(int c) => depth == 16 ? At(c) >> 8 : At(c) * 255 / ((1 << depth) - 1);
                    return colorType switch
                    {
                        0 or 4 => (Level(0), Level(0), Level(0)),
                        3 => (palette[3 * At(0)], palette[(3 * At(0)) + 1], palette[(3 * At(0)) + 2]),
                        _ => (Level(0), Level(1), Level(2)),
                    };
                });
                var decoded = ImageFile.Decode(png.ToArray());
                ImageAssert.Same(expected, decoded.Image, $"{width}x{height} filter {filter}");
                Assert.Empty(decoded.Warnings);
            }
        }
    }

    [Fact]
    public void Chunks_that_are_not_needed_are_passed_over_and_pixels_may_be_cut_into_many_chunks()
    {
        var plain = new TestPng();
        var png = new TestPng
        {
            ChunkBytes = 1,
            BeforePixels = [("gAMA", [0, 1, 2, 3]), ("tRNS", [0, 1, 0, 2, 0, 3]), ("tEXt", new byte[300])],
            AfterPixels = [("tIME", new byte[7]), ("zzZz", [])],
        };
        var decoded = ImageFile.Decode(png.ToArray());
        ImageAssert.Same(ImageFile.Decode(plain.ToArray()).Image, decoded.Image);
        Assert.Empty(decoded.Warnings);
    }

    [Fact]
    public void What_follows_the_end_chunk_is_ignored()
    {
        byte[] file = [.. new TestPng().ToArray(), .. "anything"u8];
        Assert.Empty(ImageFile.Decode(file).Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_anywhere_gives_its_rows_with_one_warning_or_a_clear_error(bool interlaced)
    {
        var png = new TestPng { Width = 9, Height = 11, Interlaced = interlaced, ChunkBytes = 50 };
        var file = png.ToArray();
        var whole = ImageFile.Decode(file).Image;
        var errors = 0;
        for (var length = 0; length < file.Length; length++)
        {
            try
            {
                var decoded = ImageFile.Decode(file.AsSpan(0, length));
                Assert.Contains("end of the PNG file is missing", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
                Assert.Equal(whole.Pixels[0], decoded.Image.Pixels[0]);
                if (length >= file.Length - 12)
                {
                    ImageAssert.Same(whole, decoded.Image);
                }
            }
            catch (ImageFormatException)
            {
                errors++;
                Assert.InRange(length, 0, 100);
            }
        }

        Assert.InRange(errors, 33, 100);
    }

    [Fact]
    public void Missing_pixels_of_an_interlaced_picture_take_the_colour_of_the_block_they_are_in()
    {
        // One colour a block of 8x8: the first pass alone tells all.
        var png = new TestPng { Width = 21, Height = 19, Interlaced = true, Filter = _ => 0, Sample = (x, y, c) => ((x / 8) * 80) + ((y / 8) * 20) + c };
        var whole = ImageFile.Decode(png.ToArray()).Image;
        var lines = png.Scanlines();
        foreach (var kept in new[] { 3 * 10, (3 * 10) + 1, 3 * 17, 150, 400, lines.Length - 1 })
        {
            byte[] cut = png.ToArray(TestPng.Compress(lines[..kept]));
            var decoded = ImageFile.Decode(cut.AsSpan(0, cut.Length - 12));
            ImageAssert.Same(whole, decoded.Image, $"{kept} of {lines.Length} bytes");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_EXIF_orientation_is_applied_wherever_the_chunk_stands(bool before)
    {
        // One entry: the orientation, 6 (the first row belongs to the right), as a TIFF block in Intel's byte order.
        (string, byte[]) chunk = ("eXIf", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
        var file = new TestPng { Width = 3, Height = 2, BeforePixels = before ? [chunk] : [], AfterPixels = before ? [] : [chunk] }.ToArray();
        var stored = ImageFile.Decode(file, new DecodeOptions { ApplyOrientation = false }).Image;
        var upright = ImageFile.Decode(file);
        ImageAssert.Same(ImageAssert.Draw(2, 3, (x, y) => (stored.Row(1 - x)[3 * y], stored.Row(1 - x)[(3 * y) + 1], stored.Row(1 - x)[(3 * y) + 2])), upright.Image);
        Assert.Empty(upright.Warnings);
    }

    [Fact]
    public void A_damaged_EXIF_block_is_a_warning()
    {
        var file = new TestPng { BeforePixels = [("eXIf", [1, 2, 3])] }.ToArray();
        Assert.Contains("EXIF", Assert.Single(ImageFile.Decode(file).Warnings), StringComparison.Ordinal);
        file[33 + 8] ^= 1;
        Assert.Contains("eXIf at offset 33", Assert.Single(ImageFile.Decode(file).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_check_value_is_an_error_that_names_chunk_and_offset()
    {
        var file = new TestPng().ToArray();
        file[^14] ^= 1;
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains("IDAT at offset 33", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_that_stop_in_a_whole_file_are_an_error()
    {
        var png = new TestPng();
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(png.ToArray(TestPng.Compress(png.Scanlines()[..40]))));
        Assert.Contains("after 2 of 4 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_pixels_than_fit_are_a_warning()
    {
        var png = new TestPng();
        var decoded = ImageFile.Decode(png.ToArray(TestPng.Compress([.. png.Scanlines(), 1, 2, 3])));
        Assert.Contains("more pixels", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_of_the_compressed_pixels_is_an_error()
    {
        var png = new TestPng();
        var compressed = TestPng.Compress(png.Scanlines());
        compressed[^1] ^= 1;
        Assert.Throws<ImageFormatException>(() => ImageFile.Decode(png.ToArray(compressed)));
    }

    [Theory]
    [InlineData("filter 5", "has filter 5")]
    [InlineData("palette index", "uses colour 3 of its palette, which has 3")]
    [InlineData("no palette", "no palette")]
    [InlineData("palette length", "has 10 bytes")]
    [InlineData("depth", "bit depth 4 is not allowed with colour type 2")]
    [InlineData("colour type", "colour type is 5")]
    [InlineData("no width", "at least one pixel")]
    [InlineData("unknown critical chunk", "WXYZ at offset 33 is unknown")]
    [InlineData("split pixels", "does not follow")]
    [InlineData("no pixels", "not one whole row")]
    [InlineData("too many pixels", "more than the limit of 256000000")]
    [InlineData("too wide a row", "cannot be read from")]
    [InlineData("invalid compression", "compressed pixels of the PNG image are damaged")]
    [InlineData("preset dictionary", "compressed pixels of the PNG image are damaged")]
    [InlineData("signature", "signature is damaged")]
    public void Broken_files_are_errors_that_say_what_is_wrong(string defect, string message)
    {
        var file = defect switch
        {
            "filter 5" => new TestPng { Filter = _ => 5 }.ToArray(),
            "palette index" => new TestPng { ColorType = 3, Palette = new byte[9], Sample = (x, _, _) => x }.ToArray(),
            "no palette" => new TestPng { ColorType = 3 }.ToArray(),
            "palette length" => new TestPng { ColorType = 3, Palette = new byte[10] }.ToArray(),
            "depth" => new TestPng { Depth = 4 }.ToArray(),
            "colour type" => new TestPng { ColorType = 5 }.ToArray(),
            "no width" => new TestPng { Width = 0 }.ToArray(),
            "unknown critical chunk" => new TestPng { BeforePixels = [("WXYZ", [])] }.ToArray(),
            "split pixels" => new TestPng { AfterPixels = [("tIME", []), ("IDAT", [1])] }.ToArray(),
            "no pixels" => new TestPng().ToArray([]),
            "too many pixels" => new TestPng { Width = 1 << 20, Height = 1 << 20, Sample = (_, _, _) => 0 }.ToArray([1, 2, 3]),
            "too wide a row" => new TestPng { Width = 250_000_000, Height = 1 }.ToArray([1, 2, 3]),
            "invalid compression" => new TestPng().ToArray([0x78, 0x9C, 0xFF, 0xFF, 0xFF, 0xFF]),
            "preset dictionary" => new TestPng().ToArray([0x78, 0x20, 1, 2, 3, 4, 5, 6, 7, 8]),
            _ => [0x89, .. "PNG\n\n"u8],
        };
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(int Width, int Height)> Sizes()
    {
        for (var size = 1; size <= 9; size++)
        {
            yield return (size, 10 - size);
            yield return (size, size);
        }

        yield return (33, 6);
        yield return (67, 5);
    }
}
