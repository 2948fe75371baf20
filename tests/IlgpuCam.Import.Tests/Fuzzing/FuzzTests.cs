using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>
/// Real files, mutated: each ends in a network or a documented error, within seconds and a bounded amount of memory. Cases are numbered, and a number always
/// makes the same case. ILGPUCAM_FUZZ_SECONDS lengthens the test, ILGPUCAM_FUZZ_FIRST begins with another number, and ILGPUCAM_FUZZ_CASE runs a single one.
/// </summary>
/// <param name="output">Takes the statistics.</param>
[Collection("alone")]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 10;
    private const int MaximumStack = 1 << 20;
    private const long MaximumBytes = 1L << 30;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private volatile int _case;
    private long _started;

    [Fact]
    public void Mutated_real_files_end_in_a_network_or_an_error()
    {
        Exception? failure = null;
        _started = Stopwatch.GetTimestamp();
        var thread = new Thread(() => failure = Record.Exception(Run), MaximumStack) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            Assert.True(Stopwatch.GetElapsedTime(Interlocked.Read(ref _started)) < Hang, $"Case {_case} does not end: set ILGPUCAM_FUZZ_CASE={_case}.");
        }

        Assert.True(failure is null, $"Case {_case} fails: set ILGPUCAM_FUZZ_CASE={_case}. {failure}");
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    private void Run()
    {
        using var corpus = new FuzzCorpus();
        var only = Setting("ILGPUCAM_FUZZ_CASE", -1);
        var first = only >= 0 ? only : Setting("ILGPUCAM_FUZZ_FIRST", 0);
        var seconds = Setting("ILGPUCAM_FUZZ_SECONDS", DefaultSeconds);
        var (slowest, largest) = ((Time: TimeSpan.Zero, Case: first), (Bytes: 0L, Case: first));

        // What ends the process, such as the end of the stack, leaves the number of its case here.
        using var last = File.Create(Path.Combine(Path.GetTempPath(), "ilgpucam-fuzz-case.txt"));
        var whole = Stopwatch.StartNew();
        for (_case = first; _case == first || (only < 0 && whole.Elapsed.TotalSeconds < seconds); _case++)
        {
            last.Position = 0;
            last.Write(System.Text.Encoding.ASCII.GetBytes(_case.ToString("D10", CultureInfo.InvariantCulture)));
            last.Flush();
            var (time, bytes) = Measure(corpus);

            // Once more where it was slow: others may have had the processors.
            (time, bytes) = time > MaximumTime ? Measure(corpus) : (time, bytes);
            slowest = time > slowest.Time ? (time, _case) : slowest;
            largest = bytes > largest.Bytes ? (bytes, _case) : largest;
            Assert.True(time < MaximumTime, $"{corpus.Name(_case)} takes {time.TotalSeconds:0.0} s.");
            Assert.True(bytes < MaximumBytes, $"{corpus.Name(_case)} takes {bytes} bytes.");
        }

        var (loaded, completed) = corpus.Counts;
        output.WriteLine($"{_case - first} cases, {loaded} networks, {completed} of them run; the slowest, {slowest.Case}, took {slowest.Time.TotalMilliseconds:0} ms; {largest.Case} allocated {largest.Bytes} bytes");
    }

    private (TimeSpan Time, long Bytes) Measure(FuzzCorpus corpus)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        Interlocked.Exchange(ref _started, start);
        corpus.Run(_case);
        return (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
