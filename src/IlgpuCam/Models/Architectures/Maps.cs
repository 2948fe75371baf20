namespace IlgpuCam.Models.Architectures;

/// <summary>A value of a network that is being described.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Channels">Its channels, or its features once it is flat.</param>
internal readonly record struct Maps(string Name, int Channels);
