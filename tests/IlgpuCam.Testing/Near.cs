namespace IlgpuCam.Testing;

/// <summary>Comparison of float arrays relative to the reference's largest magnitude.</summary>
public static class Near
{
    /// <summary>The largest absolute difference over the expected values' largest magnitude; infinity if a value is not finite on one side only.</summary>
    /// <param name="expected">The reference.</param>
    /// <param name="actual">As many values.</param>
    public static double RelativeError(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 0, error = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            scale = Math.Max(scale, float.IsNaN(expected[i]) ? 0 : Math.Abs(expected[i]));
            var difference = expected[i] == actual[i] || (float.IsNaN(expected[i]) && float.IsNaN(actual[i])) ? 0 : Math.Abs((double)expected[i] - actual[i]);
            error = Math.Max(error, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return error == 0 ? 0 : error / Math.Max(scale, double.Epsilon);
    }

    /// <summary>Asserts that the relative error is at most a tolerance.</summary>
    /// <param name="expected">The reference.</param>
    /// <param name="actual">As many values.</param>
    /// <param name="tolerance">The largest error allowed, relative to the reference's largest magnitude.</param>
    /// <param name="what">Named in the message.</param>
    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        var error = RelativeError(expected, actual);
        Assert.True(error <= tolerance, $"{what}: relative error {error:G3}, at most {tolerance:G3} expected");
    }
}
