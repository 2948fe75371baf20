namespace IlgpuCam.Images;

/// <summary>The order of the colour channels that a network expects.</summary>
public enum ColorOrder
{
    /// <summary>Red first.</summary>
    Rgb,

    /// <summary>Blue first, as Caffe's models expect.</summary>
    Bgr,
}
