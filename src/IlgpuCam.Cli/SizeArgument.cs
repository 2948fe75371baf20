using System.Globalization;

namespace IlgpuCam.Cli;

/// <summary>Sizes on the command line: <c>224</c> or <c>640x480</c>, width first.</summary>
internal static class SizeArgument
{
    private const int Limit = 65535;

    internal static (int Width, int Height) Parse(string option, string text)
    {
        var parts = text.Split('x', 'X');
        var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        return numbers.Length is 1 or 2 && numbers.All(n => n is >= 1 and <= Limit)
            ? (numbers[0], numbers[^1])
            : throw new UsageException($"{option}: a size such as 224 or 640x480 was expected, up to {Limit} pixels a side; found '{text}'.");
    }
}
