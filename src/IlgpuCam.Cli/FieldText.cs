using System.Globalization;
using IlgpuCam.Models;

namespace IlgpuCam.Cli;

/// <summary>Receptive fields in words: height, then width, in pixels.</summary>
internal static class FieldText
{
    private const string Everything = "whole";
    private const string Nothing = "-";

    /// <summary>Such as 427x427, with a plus behind it where gates see more.</summary>
    internal static string Size(ReceptiveField? field) => Pair(field, e => e.Size) + (field is { IsGated: true } ? "+" : string.Empty);

    internal static string Stride(ReceptiveField? field) => field is { IsWhole: true } ? Nothing : Single(field, e => e.Stride);

    /// <summary>The centre of the first element's field.</summary>
    internal static string Centre(ReceptiveField? field) => field is { IsWhole: true } ? Nothing : Single(field, e => e.Offset);

    internal static string Sentence(ReceptiveField? field) => field switch
    {
        null => "none",
        { IsWhole: true } => "the whole image",
        _ => $"{Pair(field, e => e.Size)} pixels, stride {Stride(field)}, first centre {Centre(field)}{(field.IsGated ? ", and the whole image by gates or statistics of whole maps" : string.Empty)}",
    };

    private static string Pair(ReceptiveField? field, Func<ReceptiveExtent, double> number) => field switch
    {
        null => Nothing,
        { IsWhole: true } => Everything,
        _ => $"{Text(field.Rows, number)}x{Text(field.Columns, number)}",
    };

    /// <summary>One number where both axes have the same.</summary>
    private static string Single(ReceptiveField? field, Func<ReceptiveExtent, double> number) =>
        field is not null && Text(field.Rows, number) is var rows && rows == Text(field.Columns, number) ? rows : Pair(field, number);

    private static string Text(ReceptiveExtent? extent, Func<ReceptiveExtent, double> number) =>
        extent is { } e ? number(e).ToString("0.##", CultureInfo.InvariantCulture) : Everything;
}
