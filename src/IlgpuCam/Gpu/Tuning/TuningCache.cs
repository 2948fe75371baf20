using System.Security.Cryptography;
using System.Text;
using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Tuning;

/// <summary>The fastest way of each convolution that was measured, as a text file a device, driver and state of the kernels: a line that names these, then lines "convolution = way".</summary>
internal sealed class TuningCache
{
    private const int MostBytes = 1 << 20;
    private const int LongestLine = 200;

    private readonly Dictionary<string, string> _ways = [];
    private readonly Action<string> _warn;
    private readonly string? _file;
    private readonly string _head;
    private bool _isChanged;

    /// <summary>Reads what is kept for a device.</summary>
    /// <param name="folder">Where; null keeps nothing.</param>
    /// <param name="device">The device.</param>
    /// <param name="warn">Takes what is wrong with the file.</param>
    internal TuningCache(string? folder, Device device, Action<string> warn)
    {
        _warn = warn;
        var kernels = string.Concat(KernelCatalog.All.Where(k => k.Name.StartsWith("Convolution_", StringComparison.Ordinal)
            || k.Name.StartsWith("Winograd_", StringComparison.Ordinal) || k.Name.StartsWith("SplitSum_", StringComparison.Ordinal)).Select(k => k.CudaHash));
        var key = $"{device.Vendor}\n{device.Name}\n{device.Driver}\n{device.ComputeUnits}\n{kernels}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        _head = $"ilgpucam tuning {hash}";
        _file = folder is null ? null : Path.Combine(folder, $"tuning-{hash[..16]}.txt");
        Read();
    }

    /// <summary>The way that was measured as the fastest, as text, or null.</summary>
    internal string? this[string convolution]
    {
        get => _ways.GetValueOrDefault(convolution);
        set
        {
            _ways[convolution] = value!;
            _isChanged = true;
        }
    }

    /// <summary>Writes what was added, with what others added in the meantime. A folder that cannot be written makes the next start slower and is no error.</summary>
    internal void Save()
    {
        if (!_isChanged || _file is null)
        {
            return;
        }

        _isChanged = false;
        var own = new Dictionary<string, string>(_ways);
        Read();
        foreach (var (convolution, way) in own)
        {
            _ways[convolution] = way;
        }

        var text = Encoding.UTF8.GetBytes(string.Concat(_ways.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key} = {w.Value}\n").Prepend(_head + '\n')));
        if (text.Length > MostBytes)
        {
            _warn($"The measured times are not kept: {_file} would be longer than {MostBytes} bytes");
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            AtomicFile.Write(_file, stream => stream.Write(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _warn($"The measured times could not be kept as {_file}: {e.Message}");
        }
    }

    private void Read()
    {
        try
        {
            if (_file is null || !File.Exists(_file))
            {
                return;
            }

            using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MostBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes)
            {
                Refuse($"it is longer than {MostBytes} bytes");
            }
            else
            {
                Parse(Encoding.UTF8.GetString(bytes, 0, length));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(e.Message);
        }
    }

    // Ways are only compared with those that the device has, so that nothing in the file can lead to another.
    private void Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines[0] != _head || lines[^1].Length > 0)
        {
            Refuse("it is damaged");
            return;
        }

        var ways = new Dictionary<string, string>();
        foreach (var line in lines[1..^1])
        {
            var at = line.IndexOf(" = ", StringComparison.Ordinal);
            if (at <= 0 || line.Length > LongestLine)
            {
                Refuse("it is damaged");
                return;
            }

            ways[line[..at]] = line[(at + 3)..];
        }

        foreach (var (convolution, way) in ways)
        {
            _ways[convolution] = way;
        }
    }

    private void Refuse(string reason) => _warn($"The measured times in {_file} are not used, and measured anew: {reason}");
}
