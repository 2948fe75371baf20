using System.Collections.Concurrent;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli;

/// <summary>Decodes the first photos of a command while its model is loaded and made ready, which keeps one processor busy only.</summary>
internal sealed class FirstPhotos : IDisposable
{
    // Pixels that may wait for the model, and photos, however small.
    private const long MostBytes = 64L << 20;
    private const int MostPhotos = 256;

    private readonly ConcurrentDictionary<InputFile, Lazy<LoadedPhoto>> _photos = new();
    private readonly Lock _lock = new();
    private readonly IEnumerator<InputFile> _inputs;
    private readonly DecodeOptions _decoding;
    private long _bytes;
    private volatile bool _isOver;

    private FirstPhotos(IEnumerable<InputFile> inputs, DecodeOptions decoding)
    {
        _inputs = inputs.GetEnumerator();
        _decoding = decoding;
    }

    /// <summary>Begins with the first photo.</summary>
    /// <param name="inputs">The photos; taken one by one, on other threads.</param>
    /// <param name="threads">All the threads of the command; one of them loads the model.</param>
    /// <param name="decoding">How files are decoded; whole by default.</param>
    internal static FirstPhotos Begin(IEnumerable<InputFile> inputs, int threads, DecodeOptions? decoding = null)
    {
        var photos = new FirstPhotos(inputs, decoding ?? DecodeOptions.Default);
        for (var i = 1; i < threads; i++)
        {
            _ = Task.Run(photos.Decode);
        }

        return photos;
    }

    /// <summary>A photo, which is decoded now where that was not begun before.</summary>
    /// <param name="input">The file.</param>
    internal LoadedPhoto Take(InputFile input) => _photos.TryRemove(input, out var photo) ? photo.Value : PhotoWork.Load(input, _decoding);

    /// <summary>Begins with no more photos: from now on those who take them have all threads.</summary>
    public void Dispose()
    {
        _isOver = true;
        lock (_lock)
        {
            _inputs.Dispose();
        }
    }

    private void Decode()
    {
        try
        {
            while (Next() is { } photo)
            {
                if (photo.Value.Image is { } image)
                {
                    Interlocked.Add(ref _bytes, image.Pixels.Length);
                }
            }
        }
        catch (Exception e) when (CommandHost.IsReportable(e))
        {
            // The list of photos cannot be read on; whoever takes them meets that, and reports it.
            _isOver = true;
        }
    }

    private Lazy<LoadedPhoto>? Next()
    {
        lock (_lock)
        {
            if (_isOver || Volatile.Read(ref _bytes) >= MostBytes || _photos.Count >= MostPhotos || !_inputs.MoveNext())
            {
                return null;
            }

            var input = _inputs.Current;
            return _photos.GetOrAdd(input, new Lazy<LoadedPhoto>(() => PhotoWork.Load(input, _decoding)));
        }
    }
}
