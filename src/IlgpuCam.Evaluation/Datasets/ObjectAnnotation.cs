namespace IlgpuCam.Evaluation.Datasets;

/// <summary>One annotated object of a photo.</summary>
/// <param name="Class">The class by the name that the data set gives it: a word, a synset, a number.</param>
/// <param name="Box">Where it lies.</param>
/// <param name="IsDifficult">Marked as one that evaluations pass over (Pascal VOC's <c>difficult</c>, COCO's <c>iscrowd</c>).</param>
public readonly record struct ObjectAnnotation(string Class, TrueBox Box, bool IsDifficult = false);
