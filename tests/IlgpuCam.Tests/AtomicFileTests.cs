using System.Text;

namespace IlgpuCam.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilgpucam-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Writes_a_new_file_and_nothing_else()
    {
        AtomicFile.Write(At("a.txt"), stream => stream.Write("hello"u8));

        Assert.Equal("hello", File.ReadAllText(At("a.txt")));
        Assert.Equal(["a.txt"], Entries());
    }

    [Fact]
    public void Replaces_what_was_there()
    {
        File.WriteAllText(At("a.txt"), "a longer text than the new one");

        AtomicFile.Write(At("a.txt"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(At("a.txt")));
    }

    [Fact]
    public void Keeps_the_old_file_and_leaves_no_temporary_one_when_writing_fails()
    {
        File.WriteAllText(At("a.txt"), "old");

        Assert.Throws<TimeoutException>(() => AtomicFile.Write(At("a.txt"), stream =>
        {
            stream.Write(new byte[200_000]);
            throw new TimeoutException();
        }));

        Assert.Equal("old", File.ReadAllText(At("a.txt")));
        Assert.Equal(["a.txt"], Entries());
    }

    [Fact]
    public void A_reader_sees_the_old_file_until_the_new_one_is_whole()
    {
        File.WriteAllText(At("a.txt"), "old");

        AtomicFile.Write(At("a.txt"), stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(At("a.txt")));
        });
    }

    [Fact]
    public void Two_writers_at_once_do_not_mix()
    {
        Parallel.For(0, 50, i => AtomicFile.Write(At("a.txt"), stream =>
        {
            foreach (var _ in Enumerable.Range(0, 1000))
            {
                stream.Write(Encoding.ASCII.GetBytes($"{i:D2}"));
            }
        }));

        var text = File.ReadAllText(At("a.txt"));
        Assert.Equal(string.Concat(Enumerable.Repeat(text[..2], 1000)), text);
        Assert.Equal(["a.txt"], Entries());
    }

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(At("none/a.txt"), _ => { }));

    [Fact]
    public void A_folder_in_the_way_is_an_error_and_stays()
    {
        _folder.CreateSubdirectory("a");

        var error = Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(At("a"), _ => { }));

        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_name_of_the_greatest_length_can_be_written()
    {
        var name = new string('n', 255);

        AtomicFile.Write(At(name), stream => stream.WriteByte(1));

        Assert.Equal([name], Entries());
    }

    [Fact]
    public void A_symbolic_link_is_followed_and_stays_a_link()
    {
        _folder.CreateSubdirectory("real");
        File.WriteAllText(At("real/a.txt"), "old");
        File.CreateSymbolicLink(At("link.txt"), "real/a.txt");

        AtomicFile.Write(At("link.txt"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(At("real/a.txt")));
        Assert.NotNull(new FileInfo(At("link.txt")).LinkTarget);
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        AtomicFile.Write("/dev/null", stream => stream.Write("lost"u8));

        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string[] Entries() => [.. _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];
}
