using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>One picture of a contact sheet.</summary>
/// <param name="Map">The map at the resolution of the features.</param>
/// <param name="Placement">Where the network's input lies on the photo.</param>
/// <param name="Annotation">The box, and the title with its value.</param>
public sealed record ContactSheetPanel(ActivationMap Map, Placement Placement, Annotation Annotation);
