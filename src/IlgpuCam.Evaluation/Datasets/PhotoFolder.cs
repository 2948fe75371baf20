using IlgpuCam.Imaging;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Finds the photos below a folder.</summary>
public static class PhotoFolder
{
    /// <summary>Files with a picture's extension, sub-folders too, as paths below the folder by forward slashes, in ordinal order. Links to folders are not followed, so a walk ends.</summary>
    /// <param name="root">The folder.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IReadOnlyList<string> Walk(string root) => Walk(root, ImageFile.Extensions);

    /// <summary>Files with one of some extensions, as <see cref="Walk(string)"/> gives photos.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="extensions">The extensions with their dots; case is ignored.</param>
    internal static List<string> Walk(string root, IReadOnlyList<string> extensions)
    {
        var found = new List<string>();
        var open = new Stack<string>([string.Empty]);
        while (open.TryPop(out var relative))
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, relative)).EnumerateFileSystemInfos())
            {
                var path = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
                if (entry is DirectoryInfo { LinkTarget: null })
                {
                    open.Push(path);
                }
                else if (entry is FileInfo && extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                {
                    found.Add(path);
                }
            }
        }

        found.Sort(string.CompareOrdinal);
        return found;
    }
}
