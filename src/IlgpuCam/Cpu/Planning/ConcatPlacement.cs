namespace IlgpuCam.Cpu.Planning;

/// <summary>Decides which values are written into a concatenation right away instead of being copied there.</summary>
internal static class ConcatPlacement
{
    /// <summary>Finds the values and their places.</summary>
    /// <typeparam name="T">A value, or its name.</typeparam>
    /// <param name="concats">The concatenations in the network's order, each with its inputs in order.</param>
    /// <param name="length">How much of the axis a value takes.</param>
    /// <param name="fits">Whether a value can be a part of a whole, at a place.</param>
    /// <returns>For each value that is a part its whole, which may be a part itself, and its place there.</returns>
    internal static Dictionary<T, (T Whole, int Place)> Find<T>(IEnumerable<(T Output, T[] Inputs)> concats, Func<T, int> length, Func<T, T, int, bool> fits)
        where T : class
    {
        // From the last one back, since a later one may take all that an earlier one takes, and more: the earlier one is a part of it then and needs no memory.
        var parts = new Dictionary<T, (T Whole, int Place)>();
        foreach (var (output, inputs) in concats.Reverse())
        {
            if (IsThereAlready(inputs, parts, length, out var known) && fits(output, known.Whole, known.Place) && parts.TryAdd(output, known))
            {
                continue;
            }

            var place = 0;
            foreach (var input in inputs)
            {
                if (!parts.ContainsKey(input) && fits(input, output, place))
                {
                    parts[input] = (output, place);
                }

                place += length(input);
            }
        }

        return parts;
    }

    private static bool IsThereAlready<T>(T[] inputs, Dictionary<T, (T Whole, int Place)> parts, Func<T, int> length, out (T Whole, int Place) place)
        where T : class
    {
        place = default;
        if (inputs.Length == 0 || !parts.TryGetValue(inputs[0], out place))
        {
            return false;
        }

        var next = place.Place;
        foreach (var input in inputs)
        {
            if (!parts.TryGetValue(input, out var part) || !part.Whole.Equals(place.Whole) || part.Place != next)
            {
                return false;
            }

            next += length(input);
        }

        return true;
    }
}
