using System.Diagnostics;

namespace IlgpuCam.Testing;

/// <summary>The stand-in for the CUDA driver, tests/cuda-standin: kernels run on the host. No figure from it counts as a GPU's.</summary>
public static class CudaStandin
{
    private const string DriverVariable = "ILGPUCAM_CUDA_DRIVER";
    private const string PtxVariable = "ILGPUCAM_PTX";

    private static readonly Lazy<string?> Built = new(BuildLibrary);

    /// <summary>Why it cannot be built here; null where it can.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>Why tests of it cannot run: it cannot be built, or the environment names another driver, such as a GPU's.</summary>
    public static string? SkipReason => Absence
        ?? (Named is { Length: > 0 } other && other != Library ? $"{DriverVariable} names another driver, {other}" : null);

    /// <summary>What the scripts said when it should have been built and was not; null where all is well.</summary>
    public static string? Failure => Built.Value;

    private static string? Named => Environment.GetEnvironmentVariable(DriverVariable);

    /// <summary>The folder it is built in.</summary>
    public static string Folder { get; } = Path.Combine(TestFiles.Root, "artifacts", "cuda-standin");

    /// <summary>The library.</summary>
    public static string Library => Path.Combine(Folder, "libcuda-standin.so");

    /// <summary>The PTX of a hand-written kernel of tests/cuda-standin/kernels.</summary>
    /// <param name="kernel">Its name.</param>
    public static string Ptx(string kernel) => File.ReadAllText(Path.Combine(Folder, "ptx", $"{kernel}.ptx"));

    /// <summary>Makes it this process's CUDA driver, unless the environment names one already. To be called before anything asks for devices.</summary>
    public static void Install()
    {
        if (Absence is null && Failure is null && string.IsNullOrEmpty(Named))
        {
            Environment.SetEnvironmentVariable(DriverVariable, Library);
        }
    }

    /// <summary>Builds kernels for it; those that are there already cost nothing.</summary>
    /// <param name="sources">Their entry points and CUDA C.</param>
    /// <param name="set">Where the assembly holds no PTX of them: names the folder of PTX that is made and goes before; entry points are unique in one set.</param>
    public static void Build(IEnumerable<(string Name, string Source)> sources, string? set = null)
    {
        Assert.Null(Absence);
        Assert.Null(Failure);
        using var folder = new TemporaryFolder();
        foreach (var (name, source) in sources)
        {
            File.WriteAllText(Path.Combine(folder.Path, $"{name}.cu"), source);
        }

        Assert.Null(Run("build.sh", Folder, folder.Path));
        if (set is not null)
        {
            var ptx = Path.Combine(Folder, $"ptx-{set}");
            Assert.Null(Run("ptx.sh", ptx, folder.Path));
            Environment.SetEnvironmentVariable(PtxVariable, ptx);
        }
    }

    private static string? FindAbsence()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the stand-in for the CUDA driver is built on Linux only";
        }

        var compiler = Environment.GetEnvironmentVariable("CLANG") ?? "clang-19";
        var isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, compiler)));
        return isInstalled ? null : $"{compiler} is not installed, which builds the stand-in for the CUDA driver";
    }

    private static string? BuildLibrary()
    {
        var kernels = Path.Combine(TestFiles.Root, "tests", "cuda-standin", "kernels");
        return Run("build.sh", Folder, kernels) ?? Run("ptx.sh", Path.Combine(Folder, "ptx"), kernels);
    }

    private static string? Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(TestFiles.Root, "tests", "cuda-standin", script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{script} failed: {errors}";
    }
}
