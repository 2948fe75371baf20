namespace IlgpuCam.Testing;

/// <summary>A theory that reads reference data beside the repository, and is skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks the theory.</summary>
    /// <param name="relativePath">What it reads, below the folder <c>shared</c>.</param>
    public SharedTheoryAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (!TestFiles.HasShared(relativePath))
        {
            Skip = $"the reference data ../shared/{relativePath} is not here";
        }
    }

    /// <summary>What the theory reads, below the folder <c>shared</c>.</summary>
    public string RelativePath { get; }
}
