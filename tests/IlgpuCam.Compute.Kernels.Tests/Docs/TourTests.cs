using IlgpuCam.Compute.Emulation;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Kernels.Tests.Docs;

public sealed class TourTests
{
    [Fact]
    public void The_page_shows_what_is_compiled_here()
    {
        var page = File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "compute.md"));
        var source = File.ReadAllText(Path.Combine(TestFiles.Root, "tests", "IlgpuCam.Compute.Kernels.Tests", "Docs", "Tour.cs"));
        const string First = "// <tour>\n", Last = "// </tour>";
        var tour = source[(source.IndexOf(First, StringComparison.Ordinal) + First.Length)..source.IndexOf(Last, StringComparison.Ordinal)];
        Assert.Contains($"```csharp\n{tour}```", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_runs_on_every_accelerator(string name)
    {
        using var accelerator = name == "emulator" ? new EmulatorAccelerator() : Accelerator.Create(Accelerators.Get(name).Device);
        using var output = new StringWriter { NewLine = "\n" };
        Tour.Run(accelerator, output);
        Assert.Equal(
            "a launch: 2\ntwo streams: 12\nin order: True\na graph: 24\nwith another value: 36\nrefused: before any call\nreused: True\n", output.ToString());
        Assert.Equal(1, accelerator.LiveObjects);
    }

    public static TheoryData<string> Names() => [.. Accelerators.Names.Where(name => name != "debugging emulator")];
}
