namespace IlgpuCam.Testing;

/// <summary>Which of many cases run: a share of them, the same every time; all of them where the environment variable <c>ILGPUCAM_TESTS</c> is <c>all</c>.</summary>
public static class SeededShare
{
    private const string Variable = "ILGPUCAM_TESTS";
    private const int Seed = 6;

    /// <summary>Whether all cases run.</summary>
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable(Variable) == "all";

    /// <summary>The share, in the order of the cases.</summary>
    /// <typeparam name="T">A case.</typeparam>
    /// <param name="cases">All of them.</param>
    /// <param name="count">How many run.</param>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> cases, int count)
    {
        var all = cases.ToArray();
        if (IsAll || all.Length <= count)
        {
            return all;
        }

        var places = Enumerable.Range(0, all.Length).ToArray();
        new Random(Seed).Shuffle(places);
        return [.. places.Take(count).Order().Select(i => all[i])];
    }
}
