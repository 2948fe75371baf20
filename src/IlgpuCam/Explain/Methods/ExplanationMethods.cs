using System.Collections.Immutable;

namespace IlgpuCam.Explain.Methods;

/// <summary>All methods, with their settings as published.</summary>
public static class ExplanationMethods
{
    /// <summary>The methods in the order in which they are listed.</summary>
    public static ImmutableArray<IExplanationMethod> All { get; } = [new ClassActivationMap(), new GradCam(), new HiResCam()];

    /// <summary>The method of a name; case, hyphens and the like do not matter, <c>++</c> is <c>pp</c>.</summary>
    /// <param name="name">The name, such as <c>gradcam</c> or <c>Grad-CAM++</c>.</param>
    /// <returns>The method, or null where none has the name.</returns>
    public static IExplanationMethod? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = Plain(name);
        return All.FirstOrDefault(m => Plain(m.Info.Name) == plain || Plain(m.Info.Title) == plain);
    }

    private static string Plain(string name) => string.Concat(name.Replace("+", "p", StringComparison.Ordinal).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
