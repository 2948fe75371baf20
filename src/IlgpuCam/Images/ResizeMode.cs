namespace IlgpuCam.Images;

/// <summary>How a photo is brought to the size of a network's input.</summary>
public enum ResizeMode
{
    /// <summary>The whole photo is squeezed into the input, whatever its proportions.</summary>
    Squash,

    /// <summary>The shorter side is scaled to a length and the centre is cut out.</summary>
    Shorter,

    /// <summary>The photo is scaled to fit into the input, centred, and surrounded by the mean.</summary>
    Letterbox,
}
