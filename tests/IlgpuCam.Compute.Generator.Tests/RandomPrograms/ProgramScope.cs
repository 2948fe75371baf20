namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>The variables that random code may use at a place, and what else it may do there.</summary>
internal sealed class ProgramScope
{
    private readonly List<(string Type, string Name, bool IsAssignable)> _variables = [];

    /// <summary>Views of ints and their lengths, a power of two each.</summary>
    public List<(string Name, int Length, bool IsAssignable)> Arrays { get; } = [];

    /// <summary>The helpers that may be called, by number.</summary>
    public int Helpers { get; set; }

    /// <summary>Loops round the place.</summary>
    public int Loops { get; set; }

    /// <summary>What a return gives back; null where there is none.</summary>
    public string? Returns { get; init; }

    public void Add(string type, string name, bool isAssignable = true) => _variables.Add((type, name, isAssignable));

    public int Mark() => _variables.Count;

    public void Release(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);

    public IReadOnlyList<string> Of(string type, bool isAssigned = false) =>
        [.. _variables.Where(v => v.Type == type && (v.IsAssignable || !isAssigned)).Select(v => v.Name)];
}
