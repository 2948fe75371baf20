using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Imaging;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace IlgpuCam.Cli;

/// <summary>Expands the files, folders and patterns of a command line into photos.</summary>
internal static class InputFiles
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>All photos, in the order of the arguments; a folder's in ordinal order of the relative path.</summary>
    /// <param name="arguments">Files, folders, or patterns such as <c>photos/**/*.jpg</c>.</param>
    /// <exception cref="FailureException">A file, folder or match is not there.</exception>
    internal static List<InputFile> Expand(IEnumerable<string> arguments)
    {
        var files = new List<InputFile>();
        foreach (var argument in arguments)
        {
            if (Directory.Exists(argument))
            {
                files.AddRange(Below(argument, PhotoFolder.Walk(argument)));
            }
            else if (!File.Exists(argument) && argument.IndexOfAny(Wildcards) >= 0)
            {
                files.AddRange(Matches(argument));
            }
            else
            {
                // A file that is missing is that photo's error, not the command's: the others are done.
                files.Add(new(argument, Path.GetFileName(argument)));
            }
        }

        return files;
    }

    private static List<InputFile> Below(string folder, IReadOnlyList<string> relativePaths)
    {
        if (relativePaths.Count == 0)
        {
            throw new FailureException($"{folder}: no photo was found; known extensions are {string.Join(' ', ImageFile.Extensions)}.");
        }

        var prefix = folder.Replace('\\', '/').TrimEnd('/');
        prefix = prefix.Length == 0 ? "/" : prefix + "/";
        return [.. relativePaths.Select(r => new InputFile(prefix + r, r))];
    }

    private static List<InputFile> Matches(string pattern)
    {
        var normalised = pattern.Replace('\\', '/');
        var wildcard = normalised.IndexOfAny(Wildcards);
        var split = normalised.LastIndexOf('/', wildcard) + 1;
        var folder = normalised[..split];
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(normalised[split..]);
        var root = new DirectoryInfo(folder.Length == 0 ? "." : folder);
        string[] paths = root.Exists ? [.. matcher.Execute(new DirectoryInfoWrapper(root)).Files.Select(f => f.Path).Order(StringComparer.Ordinal)] : [];
        return paths.Length == 0
            ? throw new FailureException($"{pattern}: no file matches.")
            : [.. paths.Select(p => new InputFile(folder + p, Path.GetFileName(p)))];
    }
}
