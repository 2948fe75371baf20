namespace IlgpuCam.Cli;

/// <summary>A photo to be done.</summary>
/// <param name="Path">The file as the records name it.</param>
/// <param name="RelativePath">Its place below the output folders: the path inside a walked folder, or the file's name alone.</param>
internal sealed record InputFile(string Path, string RelativePath);
