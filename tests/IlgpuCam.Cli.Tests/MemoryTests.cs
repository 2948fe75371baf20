using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>What looks at the memory of the whole process, and so runs while no other test does.</summary>
[Collection("alone")]
public sealed class MemoryTests
{
    [Fact]
    public void Ten_thousand_runs_do_not_grow_memory()
    {
        using var model = new CamModel(ModelFile.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")), new() { Preprocessing = Preprocessing.None.WithSize(32, 32), Threads = 1 });
        var photo = new RgbImage(48, 40);
        var options = new LocalizeOptions { Top = 1 };
        for (var i = 0; i < 100; i++)
        {
            model.Localize(photo, options);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10_000; i++)
        {
            model.Localize(photo, options);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1 << 20);
    }
}
