namespace IlgpuCam.Testing;

/// <summary>Where the tests find their inputs: fixtures that ship with the project, and reference data that may be absent.</summary>
public static class TestFiles
{
    /// <summary>The root of the repository: the nearest folder above the test binaries that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of shipped fixtures, tests/data.</summary>
    public static string Data => Path.Combine(Root, "tests", "data");

    /// <summary>A shipped fixture.</summary>
    /// <param name="relativePath">Its path below tests/data.</param>
    public static string Fixture(string relativePath) => Path.Combine(Data, relativePath);

    /// <summary>A file or folder of the reference data beside the repository.</summary>
    /// <param name="relativePath">Its path below the folder <c>shared</c>.</param>
    public static string Shared(string relativePath) => Path.Combine(Root, "..", "shared", relativePath);

    /// <summary>Whether such reference data is there.</summary>
    /// <param name="relativePath">Its path below the folder <c>shared</c>.</param>
    public static bool HasShared(string relativePath) => File.Exists(Shared(relativePath)) || Directory.Exists(Shared(relativePath));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IlgpuCam.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("IlgpuCam.sln was not found above the test binaries");
    }
}
