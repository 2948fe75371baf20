using System.Security.Cryptography;
using System.Text;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Compiled programs on disk, by device, driver and the hash of text and options. Whatever is wrong with it costs a compilation and leaves a warning, nothing more.</summary>
/// <remarks>A file is 32 bytes of SHA-256 of the rest, then what the driver gave. Folder: $XDG_CACHE_HOME/ilgpucam/opencl, else the user's cache folder.</remarks>
internal sealed class OpenClProgramCache
{
    /// <summary>The environment variable that moves the cache, or with "off" disables it.</summary>
    internal const string Variable = "ILGPUCAM_OPENCL_CACHE";

    private const long MaxBytes = 1 << 28;

    private readonly string _device;
    private readonly string? _folder;
    private readonly Action<string> _warn;

    internal OpenClProgramCache(Device device, Action<string> warn)
        : this(device, warn, Folder())
    {
    }

    internal OpenClProgramCache(Device device, Action<string> warn, string? folder)
    {
        _device = $"{device.Vendor}\n{device.Name}\n{device.Driver}\n";
        _warn = warn;
        _folder = folder;
    }

    internal bool IsEnabled => _folder is not null;

    /// <summary>What a program is kept under.</summary>
    internal string Key(string source, string options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_device}{options}\n{source}")));

    /// <summary>What was kept; null if nothing was or it is damaged.</summary>
    internal byte[]? Read(string key)
    {
        if (_folder is null)
        {
            return null;
        }

        var path = Path.Combine(_folder, key);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return null;
            }

            if (file.Length is > SHA256.HashSizeInBytes and <= MaxBytes)
            {
                var bytes = File.ReadAllBytes(path);
                if (SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                {
                    return bytes[SHA256.HashSizeInBytes..];
                }
            }

            Refuse(key, "it is damaged");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(key, e.Message);
        }

        return null;
    }

    /// <summary>Keeps a program. A reader never sees half of it.</summary>
    internal void Write(string key, byte[] binary)
    {
        if (_folder is null || binary.Length == 0)
        {
            return;
        }

        var temporary = Path.Combine(_folder, $"{key}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllBytes(temporary, [.. SHA256.HashData(binary), .. binary]);
            File.Move(temporary, Path.Combine(_folder, key), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _warn($"A compiled program could not be kept in {_folder}: {e.Message}");
            RemoveQuietly(temporary);
        }
    }

    /// <summary>Tells of an entry that is of no use; the program is compiled anew and the entry overwritten.</summary>
    internal void Refuse(string key, string reason) => _warn($"The compiled program {key} in {_folder} is not used, and compiled anew: {reason}");

    private static string? Folder()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return named is "off" or "0" ? null : named;
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile);
            if (home.Length == 0)
            {
                return null;
            }

            cache = OperatingSystem.IsWindows() ? home : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
        }

        return Path.Combine(cache, "ilgpucam", "opencl");
    }

    private void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _warn($"{path} could not be removed: {e.Message}");
        }
    }
}
