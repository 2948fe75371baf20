using System.Runtime.CompilerServices;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Tensors;

public sealed class MappedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilgpucam-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(100_003)]
    public void Every_part_reads_as_the_file_does(int length)
    {
        var (path, bytes) = Create(length);
        using var file = MappedFile.Open(path);

        Assert.Equal(length, file.Length);
        Assert.Equal(bytes, file.Slice(0, length).ToArray());
        Assert.Equal(bytes[^1], file.Slice(length - 1, 1).Span[0]);
        Assert.Equal(bytes.AsSpan(length / 2).ToArray(), file.Slice(length / 2, length - (length / 2)).ToArray());
        Assert.True(file.Slice(length, 0).IsEmpty);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(5, int.MaxValue)]
    public void A_part_outside_the_file_is_refused(long offset, int length)
    {
        using var mapped = MappedFile.Open(Create(10).Path);
        using var wrapped = MappedFile.Wrap(new byte[10], "ten bytes");

        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Slice(offset, length));
        Assert.Throws<ArgumentOutOfRangeException>(() => wrapped.Slice(offset, length));
    }

    [Fact]
    public void Released_pages_leave_the_memory_and_come_back()
    {
        var (path, bytes) = Create(1_000_003);
        using var file = MappedFile.Open(path);
        var whole = file.Slice(0, bytes.Length);
        Assert.Equal(bytes, whole.ToArray());
        Assert.True(!MappedPages.IsSupported || ResidentMemory.OfFile(path) > 900_000);

        MappedFile.Release(whole[..500_001]);
        Assert.True(!MappedPages.IsSupported || ResidentMemory.OfFile(path) is > 400_000 and < 600_000);
        MappedFile.Release(whole);
        Assert.True(!MappedPages.IsSupported || ResidentMemory.OfFile(path) == 0);

        Assert.Equal(bytes, whole.ToArray());
        MappedFile.Release(bytes);
        MappedFile.Release(default);
        Assert.Equal(bytes, whole.ToArray());
    }

    [Fact]
    public void An_empty_file_has_no_bytes()
    {
        using var file = MappedFile.Open(Create(0).Path);

        Assert.Equal(0, file.Length);
        Assert.True(file.Slice(0, 0).IsEmpty);
    }

    [Fact]
    public void Bytes_in_memory_are_not_copied()
    {
        var bytes = new byte[] { 1, 2, 3, 4 };
        using var file = MappedFile.Wrap(bytes.AsMemory(1), "bytes");

        bytes[2] = 9;

        Assert.Equal([9, 4], file.Slice(1, 2).ToArray());
        Assert.Equal("bytes", file.Path);
    }

    [Fact]
    public void A_slice_outlives_the_file_it_came_from()
    {
        var (path, bytes) = Create(300_000);
        var slice = SliceOfForgottenFile(path);
        CollectAll();

        Assert.Equal(bytes.AsSpan(1000).ToArray(), slice.ToArray());
    }

    [Fact]
    public void After_dispose_no_new_slice_is_handed_out()
    {
        var file = MappedFile.Open(Create(10).Path);
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Slice(0, 1));
    }

    [Fact]
    public void The_mapping_goes_when_nothing_uses_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (path, _) = Create(50_000);
        UseAndForget(path);
        CollectAll();

        Assert.False(IsMapped(path));
    }

    [Fact]
    public unsafe void A_pinned_slice_points_at_the_bytes()
    {
        var (path, bytes) = Create(100);
        using var file = MappedFile.Open(path);
        using var pin = file.Slice(10, 20).Slice(5).Pin();

        Assert.Equal(bytes[15], *(byte*)pin.Pointer);
    }

    [Fact]
    public void Bytes_beyond_two_gigabytes_are_reached()
    {
        // Sparse: takes one page of disk.
        const long Far = (5L << 30) + 3;
        var path = Path.Combine(_folder.FullName, "sparse");
        using (var stream = File.Create(path))
        {
            stream.Position = Far;
            stream.Write([7, 8, 9]);
        }

        using var file = MappedFile.Open(path);

        Assert.Equal(Far + 3, file.Length);
        Assert.Equal([7, 8, 9], file.Slice(Far, 3).ToArray());
        Assert.Equal(int.MaxValue, file.Slice(1L << 30, int.MaxValue).Span.Length);
    }

    [Fact]
    public void What_is_not_a_file_is_refused_by_name()
    {
        var absent = Path.Combine(_folder.FullName, "absent");

        Assert.Throws<FileNotFoundException>(() => MappedFile.Open(absent));
        Assert.Contains("is a folder", Assert.Throws<UnauthorizedAccessException>(() => MappedFile.Open(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    // Not inlined, so that no frame that is still on the stack refers to the file.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlyMemory<byte> SliceOfForgottenFile(string path)
    {
        using var file = MappedFile.Open(path);
        return file.Slice(1000, (int)file.Length - 1000);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseAndForget(string path)
    {
        var slice = SliceOfForgottenFile(path);
        CollectAll();
        Assert.True(IsMapped(path));
        Assert.Equal(49_000, slice.Span.Length);
    }

    private static void CollectAll()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static bool IsMapped(string path) => File.ReadAllText("/proc/self/maps").Contains(path, StringComparison.Ordinal);

    private (string Path, byte[] Bytes) Create(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, bytes);
        return (path, bytes);
    }
}
