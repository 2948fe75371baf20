namespace IlgpuCam.Models;

/// <summary>
/// The pixels of the network's input that an element of a feature map depends on, by the architecture alone (Araujo, Norris and Sim, Computing Receptive Fields of
/// Convolutional Neural Networks, Distill 2019): a window that moves with the element. Where paths join, the window holds those of all of them.
/// </summary>
/// <param name="Rows">The vertical extent; null where elements depend on all rows, or on rows that no window at a fixed step describes.</param>
/// <param name="Columns">The horizontal extent; null as for the rows.</param>
/// <param name="IsGated">
/// Whether elements depend on the whole image by another way too, which the window leaves out as is usual: gates of squeeze and excitation, and normalisation by the
/// statistics of whole maps (instance and group normalisation).
/// </param>
public sealed record ReceptiveField(ReceptiveExtent? Rows, ReceptiveExtent? Columns, bool IsGated = false)
{
    /// <summary>Whether elements depend on all rows and all columns: what comes after global pooling or a fully connected layer.</summary>
    public bool IsWhole => Rows is null && Columns is null;
}
