using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli;

/// <summary>Words for what is known of methods.</summary>
internal static class MethodNames
{
    private static readonly (MethodNeeds Need, string Name)[] Names =
    [
        (MethodNeeds.Activations, "activations"),
        (MethodNeeds.Gradients, "gradients"),
        (MethodNeeds.Scores, "scores"),
        (MethodNeeds.ClassWeights, "class weights"),
        (MethodNeeds.Pixels, "pixels"),
        (MethodNeeds.Random, "random numbers"),
    ];

    /// <summary>What a method looks at, one word each.</summary>
    internal static IEnumerable<string> Of(MethodNeeds needs) => Names.Where(n => needs.HasFlag(n.Need)).Select(n => n.Name);
}
