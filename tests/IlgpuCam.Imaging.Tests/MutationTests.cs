using System.Buffers.Binary;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Tests.Bmp;
using IlgpuCam.Imaging.Tests.Jpeg;
using IlgpuCam.Imaging.Tests.Png;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests;

/// <summary>Damaged files are read or refused; nothing else may happen.</summary>
public sealed class MutationTests
{
    private static readonly byte[] Colors = [1, 2, 3, 40, 50, 60, 70, 80, 90, 255, 255, 255];

    public static TheoryData<string> Seeds => [.. Files().Keys];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_files_are_read_or_refused(string name)
    {
        var seed = Files()[name];
        var random = new Random(name.Length);
        var options = new DecodeOptions { MaxPixels = 1 << 20 };
        for (var round = 0; round < 600; round++)
        {
            var file = Mutate(seed, random);
            try
            {
                var decoded = ImageFile.Decode(file, options);
                Assert.InRange(decoded.Image.Width * (long)decoded.Image.Height, 1, 1 << 20);
            }
            catch (ImageFormatException error)
            {
                Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            }
        }
    }

    private static Dictionary<string, byte[]> Files() => new()
    {
        ["png rgb"] = new TestPng { Width = 13, Height = 9 }.ToArray(),
        ["png interlaced palette"] = new TestPng { Width = 13, Height = 9, ColorType = 3, Depth = 2, Palette = Colors, Interlaced = true }.ToArray(),
        ["png 16 bits"] = new TestPng { Width = 5, Height = 6, ColorType = 6, Depth = 16, ChunkBytes = 40 }.ToArray(),
        ["bmp 24"] = new TestBmp().ToArray(),
        ["bmp 8"] = new TestBmp { Bits = 8, Palette = Colors, Pixel = (x, _) => (uint)x & 3 }.ToArray(),
        ["bmp core"] = new TestBmp { HeaderBytes = 12, Bits = 4, Palette = Colors, Pixel = (x, _) => (uint)x & 3 }.ToArray(),
        ["bmp fields"] = new TestBmp { Bits = 16, Compression = 3, Masks = [0xF800, 0x07E0, 0x001F] }.ToArray(),
        ["bmp runs of bytes"] = new TestBmp { Bits = 8, Compression = 1, Palette = Colors, Data = [3, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 2, 0, 1, 3, 0, 1] }.ToArray(),
        ["bmp runs of half bytes"] = new TestBmp { Bits = 4, Compression = 2, Palette = Colors, Data = [5, 0x12, 0, 0, 0, 5, 0x12, 0x31, 0x20, 0, 9, 0x30, 0, 1] }.ToArray(),
        ["pbm text"] = "P1 5 3 10101 01010 11011"u8.ToArray(),
        ["pgm text"] = "P2 # x\n3 2 300 1 2 3 299 10 20"u8.ToArray(),
        ["pbm"] = "P4 11 3 abcdef"u8.ToArray(),
        ["ppm"] = "P6 2 3 255 abcdefghijklmnopqr"u8.ToArray(),
        ["ppm 16 bits"] = "P6 2 1 999 abcdefghijkl"u8.ToArray(),
        ["jpeg"] = File.ReadAllBytes(TestFiles.Fixture("images/exif_1.jpg")),
        ["jpeg one pixel"] = File.ReadAllBytes(TestFiles.Fixture("images/one_pixel.jpg")),
        ["jpeg narrow"] = File.ReadAllBytes(TestFiles.Fixture("images/tall.jpg")),
        ["jpeg progressive"] = File.ReadAllBytes(TestFiles.Fixture("images/gray_progressive.jpg")),
        ["jpeg restarts"] = new TestJpeg { RestartInterval = 1, Factors = [(2, 2), (1, 1), (1, 1)], Width = 61 }.ToArray(),
        ["jpeg scans"] = new TestJpeg { Separate = true, AdobeTransform = 2, Factors = [(2, 1), (1, 2), (1, 1), (2, 2)] }.ToArray(),
        ["jpeg start"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    };

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var file = (byte[])seed.Clone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(file.Length);
            file = random.Next(6) switch
            {
                0 => file[..Math.Max(at, 1)],
                1 => [.. file[..at], (byte)random.Next(256), .. file[at..]],
                2 => [.. file[..at], .. file[Math.Min(at + random.Next(1, 9), file.Length - 1)..]],
                3 => Set(file, at, (byte)(random.Next(2) * 255)),
                4 => Set(file, at, (byte)(file[at] ^ (1 << random.Next(8)))),
                _ => Set(file, at, (byte)random.Next(256)),
            };
        }

        return IsPng(file) && random.Next(4) > 0 ? MendChecks(file) : file;
    }

    private static byte[] Set(byte[] file, int at, byte value)
    {
        file[at] = value;
        return file;
    }

    private static bool IsPng(byte[] file) => file.Length > 8 && file[0] == 0x89;

    // With right check values the damage reaches the code behind them.
    private static byte[] MendChecks(byte[] file)
    {
        for (long at = 8; at + 12 <= file.Length;)
        {
            var length = (long)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (length + 12 > file.Length - at)
            {
                break;
            }

            var check = TestPng.Crc(file.AsSpan((int)at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), check);
            at += length + 12;
        }

        return file;
    }
}
