namespace IlgpuCam;

/// <summary>Writes files so that a reader sees the old content or the new, never a part, and nothing half-written is left behind.</summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a temporary file in the same folder and renames it over what was there. Several writers of one path are safe: the last wins.</summary>
    /// <param name="path">The file to write. Its folder has to exist; a symbolic link is followed, and a device such as <c>/dev/stdout</c> is written directly.</param>
    /// <param name="write">Writes the content; where it throws, the temporary file is removed and <paramref name="path"/> is as it was.</param>
    /// <exception cref="IOException">The file cannot be written, or the folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or the path is a folder.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);

        // Renaming over a device would replace the device.
        if (!OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        if (Directory.Exists(target))
        {
            throw new UnauthorizedAccessException($"{path} is a folder, and a file was to be written there.");
        }

        var file = new FileInfo(target);
        if (file.LinkTarget is not null)
        {
            target = file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        // A name of its own, so that neither two writers nor the limit on the length of names can come in the way.
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".ilgpucam-{Guid.NewGuid():N}.tmp");
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        try
        {
            using (stream)
            {
                write(stream);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
