using System.Diagnostics;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public async Task An_interrupt_leaves_whole_files_only()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);

        // So many that they last for minutes: however busy the machine, the interrupt comes before the end.
        for (var i = 0; i < 5000; i++)
        {
            File.CreateSymbolicLink(folder[$"in/{i}.png"], Path.Combine(TestFiles.Root, "samples", "coffee.png"));
        }

        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "IlgpuCam.Cli.dll"), "localize", folder["in"], "--overlay", folder["out"], "--json", folder["r.jsonl"]])
        {
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        for (var waited = 0; waited < 600 && !(Directory.Exists(folder["out"]) && Directory.GetFiles(folder["out"]).Length > 3); waited++)
        {
            await Task.Delay(50);
        }

        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(null as IFormatProvider)]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, process.ExitCode);
        Assert.NotEmpty(await output);
        Assert.False(File.Exists(folder["r.jsonl"]));
        Assert.All(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), file => Assert.EndsWith(".png", file, StringComparison.Ordinal));
    }
}
