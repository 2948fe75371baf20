namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>A file that cases are made from.</summary>
/// <param name="Name">Named in messages.</param>
/// <param name="Weight">How often it is chosen: large files take long.</param>
/// <param name="Run">Makes the case of a random number and loads it.</param>
internal sealed record FuzzSeed(string Name, int Weight, Action<Random> Run);
