namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Paths that annotations name: they lead to files below the data set, nowhere else.</summary>
internal static class DatasetPaths
{
    /// <summary>The path with forward slashes, if it stays below the folder it is taken from; null for an absolute path, one that climbs, or one that no file can have.</summary>
    /// <param name="relative">What the annotation says.</param>
    public static string? Normalise(string relative)
    {
        var path = relative.Trim().Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        var isSound = path.Length is > 0 and < 4096 && path[0] != '/' && !Path.IsPathRooted(path)
            && !path.AsSpan().ContainsAnyInRange('\0', '\x1F') && path.Split('/').All(part => part != "..");
        return isSound ? path : null;
    }

    /// <summary>A path as messages and results name it, by forward slashes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="relative">What lies in it.</param>
    public static string Join(string folder, string relative)
    {
        var start = folder.Replace('\\', '/').TrimEnd('/');
        return start.Length == 0 && folder.Length > 0 ? "/" + relative : start.Length == 0 ? relative : $"{start}/{relative}";
    }

    /// <summary>The first of some sub-folders that exists; null without one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">The sub-folders, the preferred first.</param>
    public static string? FirstFolder(string folder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Directory.Exists(Join(folder, name)))
            {
                return Join(folder, name);
            }
        }

        return null;
    }

    /// <summary>The first of some files that exists; null without one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">The files, the preferred first.</param>
    public static string? FirstFile(string folder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (File.Exists(Join(folder, name)))
            {
                return Join(folder, name);
            }
        }

        return null;
    }
}
