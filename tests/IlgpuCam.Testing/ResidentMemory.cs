using System.Globalization;

namespace IlgpuCam.Testing;

/// <summary>What this process has in memory, as Linux tells it (proc_pid_smaps(5)).</summary>
public static class ResidentMemory
{
    /// <summary>Bytes of a mapped file that are in memory now; 0 where it is not mapped, or the system does not tell.</summary>
    /// <param name="path">The file.</param>
    public static long OfFile(string path)
    {
        var (bytes, isWanted) = (0L, false);
        foreach (var line in File.Exists("/proc/self/smaps") ? File.ReadLines("/proc/self/smaps") : [])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':'))
            {
                isWanted = line.EndsWith(path, StringComparison.Ordinal);
            }
            else if (isWanted && words[0] == "Rss:")
            {
                bytes += 1024 * long.Parse(words[1], CultureInfo.InvariantCulture);
            }
        }

        return bytes;
    }
}
