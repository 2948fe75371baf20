namespace IlgpuCam.Cli;

/// <summary>The model that comes with the program, found beside its binary wherever the command is run from.</summary>
internal static class DefaultModel
{
    internal static string Path
    {
        get
        {
            var path = System.IO.Path.Combine(AppContext.BaseDirectory, "weights", "efficientnet_lite0.cam");
            return File.Exists(path) ? path : throw new FailureException($"{path}: the default model is missing; name another with --model.");
        }
    }
}
