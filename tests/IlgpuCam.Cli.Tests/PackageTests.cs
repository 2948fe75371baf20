using System.Diagnostics;
using System.IO.Compression;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>Packs the libraries, restores them from a local feed into a fresh project, and runs the ten lines of the README there.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string[] Libraries = ["src/IlgpuCam.Compute", "kernels/IlgpuCam.Kernels", "src/IlgpuCam", "src/IlgpuCam.Imaging", "src/IlgpuCam.Import"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_ten_lines_of_the_README_run_on_the_packages()
    {
        foreach (var path in Libraries)
        {
            var library = Path.GetFileName(path);
            Pack(path.StartsWith("kernels", StringComparison.Ordinal) ? $"{path}.csproj" : path);
            AssertContents(Directory.GetFiles(_folder["feed"], $"{library}.0.*.nupkg").Single(), library);
            Assert.Single(Directory.GetFiles(_folder["feed"], $"{library}.0.*.snupkg"));
        }

        WriteApp(TenLines(), """
            <PackageReference Include="IlgpuCam.Imaging" Version="*" />
            <PackageReference Include="IlgpuCam.Import" Version="*" />
            """);
        Copy("weights/efficientnet_lite0.cam");
        Copy("samples/coffee.png");
        var output = Dotnet(_folder["app"], "run", "-c", "Release");
        Assert.Contains("espresso", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["app/coffee-overlay.png"]));
    }

    [Fact]
    public void A_kernel_of_ones_own_compiles_and_runs_on_the_package()
    {
        Pack("src/IlgpuCam.Compute");
        using (var archive = ZipFile.OpenRead(Directory.GetFiles(_folder["feed"], "IlgpuCam.Compute.0.*.nupkg").Single()))
        {
            Assert.Contains("analyzers/dotnet/cs/IlgpuCam.Compute.Generator.dll", archive.Entries.Select(e => e.FullName));
        }

        // The page's program goes over all devices; the emulator is there on every machine.
        const string All = "Devices.Enumerate().Devices";
        var program = FirstBlock("docs/kernels.md");
        Assert.Contains(All, program, StringComparison.Ordinal);
        WriteApp(
            program.Replace(All, $"{All}.Where(d => d.Kind == DeviceKind.Emulator)", StringComparison.Ordinal),
            "<PackageReference Include=\"IlgpuCam.Compute\" Version=\"*\" />",
            "<AllowUnsafeBlocks>true</AllowUnsafeBlocks>");
        var lines = Dotnet(_folder["app"], "run", "-c", "Release").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["emulator: 12 24 36", "emulator: 72"], lines);
    }

    // A build folder of its own: the tests run on the outputs of the ordinary one.
    private void Pack(string project) =>
        Dotnet(TestFiles.Root, "pack", project, "-c", "Release", "-o", _folder["feed"], "--artifacts-path", _folder["build"], "-v", "quiet");

    /// <summary>A program and its project, which takes packages from the local feed only and keeps them in a folder of its own.</summary>
    private void WriteApp(string program, string references, string properties = "")
    {
        Directory.CreateDirectory(_folder["app"]);
        File.WriteAllText(_folder["app/Program.cs"], program);
        File.WriteAllText(_folder["app/nuget.config"], """
            <configuration><packageSources><add key="local" value="../feed" /></packageSources></configuration>
            """);
        File.WriteAllText(_folder["app/app.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestorePackagesPath>../packages</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);
    }

    private static void AssertContents(string package, string library)
    {
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(e => e.FullName).ToArray();
        Assert.Contains("README.md", names);
        Assert.Contains(names, n => n.EndsWith($"/{library}.dll", StringComparison.Ordinal));
        Assert.Contains(names, n => n.EndsWith($"/{library}.xml", StringComparison.Ordinal));
    }

    /// <summary>The first block of C# in the README.</summary>
    private static string TenLines()
    {
        var code = FirstBlock("README.md");
        Assert.InRange(code.Split('\n').Count(l => l.Trim().Length > 0 && !l.StartsWith("using IlgpuCam", StringComparison.Ordinal)), 4, 10);
        return code;
    }

    private static string FirstBlock(string page)
    {
        var text = File.ReadAllText(Path.Combine(TestFiles.Root, page));
        var start = text.IndexOf("```csharp", StringComparison.Ordinal);
        return text[(text.IndexOf('\n', start) + 1)..text.IndexOf("```", start + 3, StringComparison.Ordinal)];
    }

    private static string Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // The build servers and variables of the test run itself are not for the project under test.
        start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList().ForEach(k => start.Environment.Remove(k));
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {output}{error.GetAwaiter().GetResult()}");
        return output;
    }

    private void Copy(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"app/{path}"])!);
        File.Copy(Path.Combine(TestFiles.Root, path), _folder[$"app/{path}"]);
    }
}
