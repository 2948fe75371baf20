namespace IlgpuCam.Localize;

/// <summary>Which boxes are made of a map.</summary>
public enum BoxMode
{
    /// <summary>The bounding box of the largest component of the mask (Zhou et al. 2016, section 3.2).</summary>
    Largest,

    /// <summary>Two boxes by the generator that the authors of CAM published: a loose one around all the evidence and a tight one around its core; see <see cref="TightLooseBoxes"/>.</summary>
    TightLoose,

    /// <summary>The bounding boxes of all components of the mask, the one with the most pixels first.</summary>
    All,
}
