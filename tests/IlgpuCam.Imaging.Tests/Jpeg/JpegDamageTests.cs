using System.Diagnostics;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Jpeg;

namespace IlgpuCam.Imaging.Tests.Jpeg;

public sealed class JpegDamageTests
{
    // baseline_420.jpg: APP0 at 2, DQT at 20 and 89, SOF0 at 158, DHT at 177, 210, 393 and 426, SOS at 609, data from 623.
    private const int Dqt = 20;
    private const int Sof = 158;
    private const int Dht = 177;
    private const int Sos = 609;
    private const int Data = 623;

    [Fact]
    public void A_file_without_its_end_marker_is_complete_and_warned_of()
    {
        var decoded = JpegDecoderTests.Decode(JpegDecoderTests.Fixture("bad/jpg_no_eoi"));
        ImageAssert.Same(ReferencePixels.Of("baseline_420.jpg"), decoded.Image);
        Assert.Contains("end marker is missing", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_in_half_gives_its_upper_rows_grey_below_and_a_warning()
    {
        var decoded = JpegDecoderTests.Decode(JpegDecoderTests.Fixture("bad/jpg_truncated_half"));
        Assert.Contains("ends early, after 4433 bytes", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
        var whole = ReferencePixels.Of("baseline_420.jpg");
        Assert.Equal(whole.Pixels[..(48 * 175 * 3)], decoded.Image.Pixels[..(48 * 175 * 3)]);
        Assert.All(decoded.Image.Pixels[(100 * 175 * 3)..], value => Assert.Equal(128, value));
    }

    [Theory]
    [InlineData("baseline_420.jpg")]
    [InlineData("progressive_422.jpg")]
    [InlineData("gray_progressive.jpg")]
    [InlineData("restart_blocks.jpg")]
    [InlineData("cmyk_adobe.jpg")]
    public void A_cut_anywhere_gives_pixels_and_one_warning_or_says_that_there_are_none(string name)
    {
        var file = JpegDecoderTests.Fixture(name);
        var begun = false;
        for (var length = 0; length < file.Length - 1; length += 13)
        {
            try
            {
                var decoded = JpegDecoderTests.Decode(file[..length]);
                Assert.Single(decoded.Warnings);
                Assert.Equal((175, 135), (decoded.Image.Width, decoded.Image.Height));
                begun = true;
            }
            catch (ImageFormatException)
            {
                Assert.False(begun, $"{name} cut to {length} bytes gives nothing, but less of it gave pixels");
            }
        }

        Assert.True(begun);
    }

    [Fact]
    public void A_cut_progressive_file_has_the_whole_picture_only_coarser()
    {
        var file = JpegDecoderTests.Fixture("progressive_444.jpg");
        var whole = ReferencePixels.Of("progressive_444.jpg");
        var cut = JpegDecoderTests.Decode(file[..(file.Length * 2 / 3)]).Image;
        Assert.InRange(whole.Pixels.Zip(cut.Pixels, (a, b) => Math.Abs(a - b)).Average(), 0.1, 7);
    }

    [Theory]
    [InlineData("bad/jpg_empty_scan", "no picture data")]
    [InlineData("bad/jpg_huge", "65535x65535 has 4294836225 pixels, more than the limit of 256000000")]
    [InlineData("bad/jpg_truncated_header", "ends before its frame header")]
    [InlineData("bad/jpg_zero_size", "found 0x0")]
    public void Files_without_a_picture_are_refused(string name, string reason) => Refused(JpegDecoderTests.Fixture(name), reason);

    [Theory]
    [InlineData(0xC3, "lossless coding (SOF3)")]
    [InlineData(0xC5, "hierarchical coding")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xCA, "arithmetic coding")]
    [InlineData(0xCB, "lossless arithmetic coding")]
    [InlineData(0xF7, "JPEG-LS")]
    [InlineData(0x02, "the marker FF 02")]
    [InlineData(0xD8, "the marker FF D8")]
    public void Other_processes_are_refused_by_name(byte marker, string name) => Refused(Patched(Sof + 1, marker), name);

    [Theory]
    [InlineData(Sof + 4, 12, "12 bits a sample")]
    [InlineData(Sof + 9, 2, "2 colour components")]
    [InlineData(Sof + 9, 0, "0 colour components")]
    [InlineData(Sof + 9, 4, "18 were expected for 4 components")]
    [InlineData(Sof + 11, 0x50, "sampling factors 5x0")]
    [InlineData(Sof + 11, 0x44, "18 blocks in a minimum coded unit")]
    [InlineData(Sof + 12, 9, "quantisation table 9 without defining it")]
    [InlineData(Sof + 12, 2, "quantisation table 2 without defining it")]
    [InlineData(Dqt + 4, 0x25, "precision 2, table 5")]
    [InlineData(Dqt + 4, 0x10, "precision 1, table 0")]
    [InlineData(Dht + 4, 0x24, "class 2, table 4")]
    [InlineData(Dht + 20, 255, "codes in 12 bytes")]
    [InlineData(Dht + 21, 16, "size of 16 bits")]
    [InlineData(Sos + 4, 0, "damaged scan header")]
    [InlineData(Sos + 4, 5, "damaged scan header")]
    [InlineData(Sos + 5, 77, "component 77")]
    [InlineData(Sos + 7, 1, "component 1, which")]
    [InlineData(Sos + 6, 0x23, "DC Huffman table 2 without defining it")]
    [InlineData(Sos + 6, 0x03, "AC Huffman table 3 without defining it")]
    [InlineData(Sos + 6, 0x90, "Huffman tables 9 and 0")]
    [InlineData(Sos + 1, 0xD9, "ends before its picture data")]
    public void Impossible_headers_are_refused(int offset, byte value, string reason) => Refused(Patched(offset, value), reason);

    [Fact]
    public void More_codes_than_exist_are_refused()
    {
        // Three codes of one bit, and three fewer of three bits.
        var file = Patched(Dht + 5, 3);
        file[Dht + 7] -= 3;
        Refused(file, "more codes of up to 1 bits than exist");
    }

    [Fact]
    public void A_height_that_comes_later_is_refused()
    {
        var file = Patched(Sof + 5, 0);
        file[Sof + 6] = 0;
        Refused(file, "DNL");
    }

    [Theory]
    [InlineData(0, 1, 0x00, "coefficients 0 to 1")]
    [InlineData(5, 4, 0x00, "coefficients 5 to 4")]
    [InlineData(5, 64, 0x00, "coefficients 5 to 64")]
    [InlineData(1, 5, 0x00, "3 components with coefficients 1 to 5")]
    [InlineData(0, 0, 0x0E, "bit 0 to bit 14")]
    [InlineData(0, 0, 0x31, "bit 3 to bit 1")]
    public void Impossible_progressions_are_refused(byte first, byte last, byte bits, string reason)
    {
        var file = JpegDecoderTests.Fixture("progressive_420.jpg");
        var scan = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Assert.Equal(3, file[scan + 4]);
        (file[scan + 11], file[scan + 12], file[scan + 13]) = (first, last, bits);
        Refused(file, reason);
    }

    [Fact]
    public void An_impossible_code_is_refused_with_its_place()
    {
        // Sixteen ones are no code; the zero bytes make them data.
        var file = JpegDecoderTests.Fixture("baseline_420.jpg");
        byte[] ones = [0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0];
        Refused([.. file[..3000], .. ones, .. ones, 0xFF, 0xD9], "damaged at byte 30");
    }

    [Fact]
    public void A_damaged_restart_interval_costs_only_itself()
    {
        var file = JpegDecoderTests.Fixture("restart_rows.jpg");
        var whole = ReferencePixels.Of("restart_rows.jpg");
        var at = Marker(file, 0xD2) + 20;
        for (var i = 0; i < 16; i += 2)
        {
            (file[at + i], file[at + i + 1]) = (0xFF, 0);
        }

        var decoded = JpegDecoderTests.Decode(file);
        Assert.Contains("1 of its restart intervals", Assert.Single(decoded.Warnings), StringComparison.Ordinal);

        // Intervals are rows of MCUs, 16 pixels high; upsampling carries one pixel over.
        Assert.Equal(Rows(whole, 0, 47), Rows(decoded.Image, 0, 47));
        Assert.NotEqual(Rows(whole, 48, 64), Rows(decoded.Image, 48, 64));
        Assert.Equal(Rows(whole, 65, 135), Rows(decoded.Image, 65, 135));
    }

    [Theory]
    [InlineData(0xD2, 0xD3)]
    [InlineData(0xD3, 0xD5)]
    public void Lost_restart_intervals_stay_grey_and_the_rest_is_in_place(byte first, byte next)
    {
        var file = JpegDecoderTests.Fixture("restart_rows.jpg");
        var whole = ReferencePixels.Of("restart_rows.jpg");
        var (from, to) = (Marker(file, first), Marker(file, next));
        var decoded = JpegDecoderTests.Decode([.. file[..from], .. file[to..]]);
        var (top, bottom) = (16 * (first - 0xCF), 16 * (next - 0xCF));
        Assert.Single(decoded.Warnings);
        Assert.Equal(Rows(whole, 0, top - 1), Rows(decoded.Image, 0, top - 1));
        Assert.All(Rows(decoded.Image, top + 1, bottom - 1), value => Assert.Equal(128, value));
        Assert.Equal(Rows(whole, bottom + 1, 135), Rows(decoded.Image, bottom + 1, 135));
    }

    [Fact]
    public void Thousands_of_scans_are_refused_before_they_cost_time()
    {
        var file = JpegDecoderTests.Fixture("gray_progressive.jpg");
        var begin = Marker(file, 0xDA);
        var end = begin + 2 + Marker(file[(begin + 2)..], 0xC4);
        byte[] many = [.. file[..end], .. Enumerable.Repeat(file[begin..end], 60_000).SelectMany(b => b), 0xFF, 0xD9];
        var watch = Stopwatch.StartNew();
        Refused(many, "more scans than");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60); // decoding them all would take many minutes
    }

    [Theory]
    [InlineData(16000, 15999)]
    [InlineData(65535, 3900)]
    [InlineData(5000, 5000)]
    public void A_large_size_with_a_few_bytes_allocates_little(int width, int height)
    {
        var file = JpegDecoderTests.Fixture("baseline_420.jpg");
        (file[Sof + 5], file[Sof + 6], file[Sof + 7], file[Sof + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(file, "cannot be read from");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_progressive_picture_takes_memory_only_for_what_is_there()
    {
        var file = JpegDecoderTests.Fixture("progressive_444.jpg");
        var frame = Marker(file, 0xC2);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (0x0F, 0xA0, 0x0F, 0xA0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoded = JpegDecoderTests.Decode(file);
        Assert.Single(decoded.Warnings);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 70 << 20);
    }

    private static byte[] Patched(int offset, byte value)
    {
        var file = JpegDecoderTests.Fixture("baseline_420.jpg");
        Assert.Equal((0xDB, 0xC0, 0xC4, 0xDA), (file[Dqt + 1], file[Sof + 1], file[Dht + 1], file[Sos + 1]));
        Assert.True(offset < Data);
        file[offset] = value;
        return file;
    }

    private static int Marker(byte[] file, byte marker) => file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]);

    private static byte[] Rows(RgbImage image, int from, int to) => image.Pixels[(from * image.Width * 3)..(to * image.Width * 3)];

    private static void Refused(byte[] file, string reason)
    {
        var error = Assert.Throws<ImageFormatException>(() => JpegDecoderTests.Decode(file));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
