namespace IlgpuCam.Evaluation.Datasets;

/// <summary>A class as a data set lists it.</summary>
/// <param name="Name">How labels and objects name it: a synset, a number, a word.</param>
/// <param name="Words">The same for people: synonyms, separated by commas; the name where there is nothing else.</param>
public readonly record struct DatasetClass(string Name, string Words);
