namespace IlgpuCam.Images;

/// <summary>The words for modes, filters and orders in JSON and on the command line.</summary>
internal static class Words
{
    internal static string Of(ResizeMode mode) => mode switch
    {
        Images.ResizeMode.Squash => "squash",
        Images.ResizeMode.Shorter => "shorter",
        _ => "letterbox",
    };

    internal static string Of(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Box => "box",
        ResampleFilter.Bilinear => "bilinear",
        ResampleFilter.Bicubic => "bicubic",
        _ => "lanczos",
    };

    internal static string Of(ColorOrder order) => order == ColorOrder.Rgb ? "rgb" : "bgr";

    internal static ResizeMode ResizeMode(string? word) => Find(word, Of, Images.ResizeMode.Squash, Images.ResizeMode.Shorter, Images.ResizeMode.Letterbox);

    internal static ResampleFilter Filter(string? word) =>
        Find(word, Of, ResampleFilter.Box, ResampleFilter.Bilinear, ResampleFilter.Bicubic, ResampleFilter.Lanczos);

    internal static ColorOrder Color(string? word) => Find(word, Of, ColorOrder.Rgb, ColorOrder.Bgr);

    private static T Find<T>(string? word, Func<T, string> name, params ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            if (name(value) == word)
            {
                return value;
            }
        }

        throw new ArgumentException($"it is one of {string.Join(", ", values.ToArray().Select(name))}");
    }
}
