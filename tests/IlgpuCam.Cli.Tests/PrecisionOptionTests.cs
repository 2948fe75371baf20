using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>--precision: a device that cannot is a failure that names it, a name that is none is wrong usage.</summary>
public sealed class PrecisionOptionTests
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");

    [Theory]
    [InlineData("tf32")]
    [InlineData("fp16")]
    public void The_processor_multiplies_in_float32_only(string precision)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", "cpu", "--precision", precision);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"ilgpucam: --precision {precision}: device cpu multiplies in float32 only.", run.Error.TrimEnd());
    }

    [Fact]
    public void A_precision_that_is_none_is_wrong_usage() =>
        Assert.Equal(2, CommandLineTool.Run("localize", Coffee, "--device", "cpu", "--precision", "int4").ExitCode);

    [Fact]
    public void The_processor_takes_float32() =>
        Assert.Equal(0, CommandLineTool.Run("localize", Coffee, "--device", "cpu", "--precision", "float32", "--top", "1").ExitCode);
}
