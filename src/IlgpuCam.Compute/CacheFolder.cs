namespace IlgpuCam.Compute;

/// <summary>Where things are kept from run to run that a device would otherwise have to make anew.</summary>
internal static class CacheFolder
{
    /// <summary>The environment variable that names another folder; <c>off</c> keeps nothing.</summary>
    internal const string Variable = "ILGPUCAM_OPENCL_CACHE";

    /// <summary>The folder for one kind of thing in the user's cache folder, or the one that <see cref="Variable"/> names; null where nothing is to be kept. It need not exist.</summary>
    /// <param name="kind">Its name in the user's cache folder.</param>
    internal static string? Find(string kind)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.Equals(folder, "off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!string.IsNullOrEmpty(folder))
        {
            return folder;
        }

        var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.IsPathRooted(root) ? Path.Combine(root, "ilgpucam", kind) : null;
    }
}
