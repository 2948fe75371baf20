namespace IlgpuCam.Models.Operators;

/// <summary>How the padding of a window is found (ONNX attribute auto_pad).</summary>
public enum AutoPad
{
    /// <summary>As stated.</summary>
    Explicit,

    /// <summary>Such that the output has ceil(input / stride) positions; an odd row or column goes to the end.</summary>
    SameUpper,

    /// <summary>Such that the output has ceil(input / stride) positions; an odd row or column goes to the beginning.</summary>
    SameLower,

    /// <summary>None.</summary>
    Valid,
}
