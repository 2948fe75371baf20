namespace IlgpuCam.Cli;

/// <summary>What records of photos say.</summary>
/// <param name="Model">The model's file name.</param>
/// <param name="HasBoxes">Whether a prediction lists all its boxes.</param>
/// <param name="HasGuesses">Whether the paper's guesses are listed.</param>
/// <param name="Method">The method that was asked for; null where none was.</param>
/// <param name="Layers">The layers that it looks at.</param>
internal sealed record RecordFormat(string Model, bool HasBoxes = false, bool HasGuesses = false, string? Method = null, IReadOnlyList<string>? Layers = null);
