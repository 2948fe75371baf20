using System.Text.Json;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Explaining;

/// <summary>The settings of methods that have any.</summary>
internal static class MethodSettings
{
    /// <summary>Writes them as fields.</summary>
    internal static void Write(Utf8JsonWriter json, IExplanationMethod method)
    {
        switch (method)
        {
            default:
                break;
        }
    }
}
