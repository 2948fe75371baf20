namespace IlgpuCam.Import.Onnx;

/// <summary>Follows the links in a path, of the folders on the way as well.</summary>
internal static class RealPath
{
    private const int MaximumLinks = 40;

    /// <summary>The path without links; parts that do not exist stay as they are.</summary>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="IOException">The links go in a circle.</exception>
    internal static string Of(string path)
    {
        var links = 0;
        var real = Path.GetPathRoot(path)!;
        var open = new Stack<string>(Parts(path).AsEnumerable().Reverse());
        while (open.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (part == "." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = part == "." ? real : next;
                continue;
            }

            if (++links > MaximumLinks)
            {
                throw new IOException($"{path} leads through more than {MaximumLinks} links.");
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var piece in Parts(target).AsEnumerable().Reverse())
            {
                open.Push(piece);
            }
        }

        return real;
    }

    private static string[] Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
