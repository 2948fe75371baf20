using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;

namespace IlgpuCam.Import.Torch;

/// <summary>Finds the architecture that a state dict belongs to.</summary>
internal static class ArchitectureChoice
{
    /// <summary>The only candidate that fits exactly.</summary>
    /// <param name="state">The parameters.</param>
    /// <param name="candidates">The architectures to choose from.</param>
    /// <param name="isNamed">Whether the user has named them.</param>
    /// <exception cref="ModelFormatException">None fits, or several do.</exception>
    internal static ArchitectureFit Choose(StateDict state, IReadOnlyList<Architecture> candidates, bool isNamed)
    {
        ArchitectureFit? nearest = null;
        var exact = new List<ArchitectureFit>();
        foreach (var candidate in candidates)
        {
            var fit = new ArchitectureFit(candidate, state);
            if (fit.IsExact)
            {
                exact.Add(fit);
            }

            if (nearest is null || fit.Misfits < nearest.Misfits)
            {
                nearest = fit;
            }
        }

        return exact.Count switch
        {
            1 => exact[0],
            > 1 => throw new ModelFormatException(
                $"{state.Path}: the tensors fit {string.Join(" and ", exact.Select(f => f.Architecture.Name))} alike, which differ in what only code knows, " +
                "such as padding, an epsilon or the kind of pooling: name the one that it is."),
            _ => throw None(state, nearest!, isNamed),
        };
    }

    private static ModelFormatException None(StateDict state, ArchitectureFit nearest, bool isNamed)
    {
        if (isNamed)
        {
            return new($"{state.Path}: the tensors do not fit {nearest.Architecture.Name}: {nearest.Describe()}.");
        }

        // Where not even half of its parameters are there, the nearest says nothing.
        var hint = nearest.Found > 0 && nearest.Misfits <= nearest.Found
            ? $"the nearest is {nearest.Architecture.Name}: {nearest.Describe()}"
            : $"known are {string.Join(", ", ArchitectureTable.Names)}";
        return new($"{state.Path}: the tensors fit no known architecture; {hint}.");
    }
}
