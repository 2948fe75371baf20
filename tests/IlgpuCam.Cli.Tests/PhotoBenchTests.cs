using System.Text.Json;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The command <c>bench --photos</c>: that it says what it should, not how fast anything is.</summary>
public sealed class PhotoBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_parts_add_up_and_the_whole_has_a_rate()
    {
        var photos = SavePhotos();
        File.WriteAllText(Path.Combine(photos, "broken.jpg"), "no photo");
        var run = CommandLineTool.Run("bench", "--photos", photos, "--device", "cpu", "--threads", "2", "--json", "-");
        Assert.Equal((0, 3), (run.ExitCode, JsonDocument.Parse(run.Output).RootElement.GetProperty("photos").GetInt32()));
        var record = JsonDocument.Parse(run.Output).RootElement;
        double Of(string name) => record.GetProperty(name).GetDouble();
        string[] parts = ["decode_ms", "resample_ms", "forward_ms", "localize_ms"];
        Assert.All(parts, p => Assert.True(Of(p) > 0, p));
        Assert.Equal(parts.Sum(Of), Of("one_thread_ms"), 9);
        Assert.Equal(1000 / Of("whole_ms"), Of("images_per_s"), 9);
        Assert.Equal(Of("one_thread_ms") / (2 * Of("whole_ms")), Of("efficiency"), 9);
    }

    [Fact]
    public void Two_lines_tell_it_to_a_person()
    {
        var run = CommandLineTool.Run("bench", "--photos", SavePhotos(), "--device", "cpu", "--threads", "1");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Matches(@"^3 photos, \S+\.cam on cpu, ms a photo on one thread: decoding [\d.]+, resampling [\d.]+, forward pass [\d.]+, localisation [\d.]+, together [\d.]+\n", run.Output);
        Assert.Matches(@"\na folder on 1 threads: [\d.]+ ms a photo, [\d.]+ photos/s, \d+ % of 1 / \([\d.]+ ms\)\n$", run.Output);
    }

    [Fact]
    public void Another_device_is_refused_and_a_folder_without_photos_fails()
    {
        var photos = SavePhotos();
        var run = CommandLineTool.Run("bench", "--photos", photos, "--device", "emulator");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--device cpu", run.Error, StringComparison.Ordinal);
        var empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;
        File.WriteAllText(Path.Combine(empty, "broken.jpg"), "no photo");
        run = CommandLineTool.Run("bench", "--photos", empty, "--device", "cpu");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none of the 1 files", run.Error, StringComparison.Ordinal);
    }

    private string SavePhotos()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "photos")).FullName;
        foreach (var (width, height) in ((int, int)[])[(1, 1), (17, 9), (40, 31)])
        {
            ImageFile.Save(Path.Combine(folder, $"{width}x{height}.png"), new RgbImage(width, height));
        }

        return folder;
    }
}
