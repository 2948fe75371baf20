namespace IlgpuCam.Gpu.Photos;

/// <summary>The size of a photo in pixels.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct PhotoSize(int Width, int Height);
