using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace IlgpuCam.Cli;

/// <summary>A progress bar with images a second, where several photos are done and someone is watching.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work that reports each photo it has finished.</summary>
    /// <param name="count">How many photos there are.</param>
    /// <param name="allowed">False where standard output carries data.</param>
    /// <param name="work">The work; it calls its argument once a photo.</param>
    internal static void Run(int count, bool allowed, Action<Action> work)
    {
        if (!allowed || count < 2 || Console.IsOutputRedirected)
        {
            work(static () => { });
            return;
        }

        var watch = Stopwatch.StartNew();
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("starting", maxValue: count);
                work(() =>
                {
                    task.Increment(1);
                    task.Description = string.Create(
                        CultureInfo.InvariantCulture, $"{task.Value:0}/{count}, {task.Value / watch.Elapsed.TotalSeconds:0.0} images/s");
                });
            });
    }
}
