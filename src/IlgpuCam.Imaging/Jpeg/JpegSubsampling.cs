namespace IlgpuCam.Imaging.Jpeg;

/// <summary>How many chroma samples an encoded JPEG keeps.</summary>
public enum JpegSubsampling
{
    /// <summary>One for each pixel (4:4:4): thin coloured lines and lettering stay sharp.</summary>
    None,

    /// <summary>One for each two by two pixels (4:2:0): smaller files, usual for photographs.</summary>
    Half,
}
