namespace IlgpuCam.Testing;

/// <summary>A test that reads reference data beside the repository, and is skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Marks the test.</summary>
    /// <param name="relativePath">What it reads, below the folder <c>shared</c>.</param>
    public SharedFactAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (!TestFiles.HasShared(relativePath))
        {
            Skip = $"the reference data ../shared/{relativePath} is not here";
        }
    }

    /// <summary>What the test reads, below the folder <c>shared</c>.</summary>
    public string RelativePath { get; }
}
