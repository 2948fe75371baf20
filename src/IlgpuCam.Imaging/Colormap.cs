using System.Diagnostics.CodeAnalysis;

namespace IlgpuCam.Imaging;

/// <summary>256 colours for values from 0 to 1.</summary>
public sealed class Colormap
{
    /// <summary>The number of colours.</summary>
    public const int Levels = 256;

    private readonly byte[] _table;

    /// <summary>Makes a colour map of one's own.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="table">Red, green and blue of each of the 256 colours, lowest first: 768 bytes.</param>
    /// <exception cref="ArgumentException">The table has another length.</exception>
    public Colormap(string name, ReadOnlySpan<byte> table)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (table.Length != Levels * 3)
        {
            throw new ArgumentException($"a colour map has {Levels * 3} bytes, found {table.Length}", nameof(table));
        }

        Name = name;
        _table = table.ToArray();
    }

    /// <summary>Blue, cyan, yellow, red: what most publications on activation maps use.</summary>
    public static Colormap Jet { get; } = new("jet", BuildJet());

    /// <summary>Jet's colours with an even course of brightness (Mikhailov 2019).</summary>
    public static Colormap Turbo { get; } = new("turbo", Convert.FromBase64String(ColormapTables.Turbo));

    /// <summary>Violet, green, yellow; evenly perceived.</summary>
    public static Colormap Viridis { get; } = new("viridis", Convert.FromBase64String(ColormapTables.Viridis));

    /// <summary>Black, red, yellow; evenly perceived.</summary>
    public static Colormap Inferno { get; } = new("inferno", Convert.FromBase64String(ColormapTables.Inferno));

    /// <summary>Black, magenta, cream; evenly perceived.</summary>
    public static Colormap Magma { get; } = new("magma", Convert.FromBase64String(ColormapTables.Magma));

    /// <summary>Black to white.</summary>
    public static Colormap Gray { get; } = new("gray", BuildGray());

    /// <summary>Blue, almost white, red, for values on both sides of 0; the ends and the middle of ColorBrewer's RdBu, which people with the common forms of colour blindness tell apart.</summary>
    public static Colormap BlueRed { get; } = new("bluered", BuildBlueRed());

    /// <summary>The colour maps that have a name.</summary>
    public static IReadOnlyList<Colormap> All { get; } = [Turbo, Jet, Viridis, Inferno, Magma, Gray, BlueRed];

    /// <summary>What it is called, in lower case.</summary>
    public string Name { get; }

    /// <summary>Red, green and blue of each colour, lowest first: 768 bytes.</summary>
    public ReadOnlySpan<byte> Table => _table;

    /// <summary>Finds a colour map by its name, case ignored.</summary>
    /// <param name="name">The name.</param>
    /// <param name="colormap">The colour map; null if there is none of this name.</param>
    public static bool TryFind(string name, [NotNullWhen(true)] out Colormap? colormap)
    {
        colormap = All.FirstOrDefault(map => map.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return colormap is not null;
    }

    // The segments of matplotlib's jet, interpolated and rounded as it does: position and level, linear in between.
    private static byte[] BuildJet()
    {
        var table = new byte[Levels * 3];
        FillSegments(table, 0, [(0, 0), (0.35, 0), (0.66, 1), (0.89, 1), (1, 0.5)]);
        FillSegments(table, 1, [(0, 0), (0.125, 0), (0.375, 1), (0.64, 1), (0.91, 0), (1, 0)]);
        FillSegments(table, 2, [(0, 0.5), (0.11, 1), (0.34, 1), (0.65, 0), (1, 0)]);
        return table;
    }

    private static void FillSegments(byte[] table, int channel, ReadOnlySpan<(double Position, double Level)> points)
    {
        const int Last = Levels - 1;
        var segment = 1;
        for (var i = 0; i < Levels; i++)
        {
            while (points[segment].Position * Last < i)
            {
                segment++;
            }

            var (start, low) = points[segment - 1];
            var (end, high) = points[segment];
            var level = ((i - (start * Last)) / ((end * Last) - (start * Last)) * (high - low)) + low;
            table[(3 * i) + channel] = (byte)Math.Round(level * Last);
        }
    }

    private static byte[] BuildBlueRed()
    {
        var table = new byte[Levels * 3];
        FillSegments(table, 0, [(0, 5 / 255.0), (0.25, 67 / 255.0), (0.5, 247 / 255.0), (0.75, 214 / 255.0), (1, 103 / 255.0)]);
        FillSegments(table, 1, [(0, 48 / 255.0), (0.25, 147 / 255.0), (0.5, 247 / 255.0), (0.75, 96 / 255.0), (1, 0)]);
        FillSegments(table, 2, [(0, 97 / 255.0), (0.25, 195 / 255.0), (0.5, 247 / 255.0), (0.75, 77 / 255.0), (1, 31 / 255.0)]);
        return table;
    }

    private static byte[] BuildGray()
    {
        var table = new byte[Levels * 3];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)(i / 3);
        }

        return table;
    }
}
