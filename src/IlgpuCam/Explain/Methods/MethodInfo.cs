namespace IlgpuCam.Explain.Methods;

/// <summary>What people need to know to choose a method.</summary>
/// <param name="Name">As the command line takes it: lower case, no spaces, such as <c>gradcam</c>.</param>
/// <param name="Title">As its paper calls it.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Forwards">Forward passes of an image, as text: a number, or what it depends on, such as <c>1 + channels</c>.</param>
/// <param name="Backwards">Backward passes of an image, as text.</param>
/// <param name="Needs">What it looks at.</param>
public sealed record MethodInfo(string Name, string Title, string Paper, string Forwards, string Backwards, MethodNeeds Needs)
{
    /// <summary>Whether a layer can be chosen: not by methods that look at the image alone.</summary>
    public bool TakesLayers => (Needs & (MethodNeeds.Pixels | MethodNeeds.Activations)) != MethodNeeds.Pixels;

    /// <summary>The name of a library's way to compute a method where it differs from the paper's: <c>NAME:LIBRARY</c>.</summary>
    internal static string VariantOf(string name, string? variant) => variant is null ? name : $"{name}:{variant}";
}
