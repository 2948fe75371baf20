using System.Collections.Immutable;
using System.Text.Json;

namespace IlgpuCam.Evaluation.Journals;

/// <summary>The settings of a run: everything that decides about its records, as names and texts.</summary>
public static class SettingsJson
{
    /// <summary>Which part of the photos a run does; differs between runs that are merged.</summary>
    public const string Shard = "shard";

    /// <summary>Writes settings as an object of texts.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="settings">The settings.</param>
    public static void Write(Utf8JsonWriter json, ImmutableSortedDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(settings);
        json.WriteStartObject();
        foreach (var (name, value) in settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads them again.</summary>
    /// <param name="element">An object of texts.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static ImmutableSortedDictionary<string, string> Read(JsonElement element)
    {
        try
        {
            return element.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => p.Value.GetString() ?? string.Empty, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"settings were expected: {e.Message}", e);
        }
    }

    /// <summary>The first setting in which two runs differ, as a part of a sentence; null where they agree.</summary>
    /// <param name="old">The settings of a file.</param>
    /// <param name="current">Those it is held against.</param>
    /// <param name="exceptShard">Whether they may do different parts.</param>
    public static string? Difference(ImmutableSortedDictionary<string, string> old, ImmutableSortedDictionary<string, string> current, bool exceptShard)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(current);
        var name = old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .FirstOrDefault(n => !(exceptShard && n == Shard) && old.GetValueOrDefault(n) != current.GetValueOrDefault(n));
        return name is null ? null : $"{name} was {Text(old, name)} and is {Text(current, name)} now";
    }

    private static string Text(ImmutableSortedDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) ? MessageText.Quote(value) : "not set";
}
