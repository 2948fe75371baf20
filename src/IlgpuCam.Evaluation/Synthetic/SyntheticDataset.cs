using System.Globalization;
using System.Text;
using System.Xml;
using IlgpuCam.Imaging;

namespace IlgpuCam.Evaluation.Synthetic;

/// <summary>
/// Writes drawn pictures as a data set: <c>images/CLASS/NUMBER.jpg</c>, which say the class and nothing else, and apart from them <c>annots/CLASS/NUMBER.xml</c> with the exact box
/// as Pascal VOC writes it. Box ends are exclusive.
/// </summary>
public static class SyntheticDataset
{
    /// <summary>Writes the data set, the classes in turn.</summary>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <param name="seed">Which pictures.</param>
    /// <param name="images">How many.</param>
    /// <param name="width">Pixels, 32 to 4096.</param>
    /// <param name="height">Pixels, 32 to 4096.</param>
    /// <param name="written">Called after each picture.</param>
    /// <param name="cancellation">Ends the work between pictures.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, ulong seed, int images, int width, int height, Action? written = null, CancellationToken cancellation = default)
    {
        var classes = SyntheticPicture.Classes;
        for (var i = 0; i < images; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var picture = SyntheticPicture.Draw(i % classes.Count, new SeededRandom(seed ^ ((ulong)i << 32)).NextBits(), width, height);
            var name = string.Create(CultureInfo.InvariantCulture, $"{(i / classes.Count) + 1:0000}");
            var (photos, annotations) = (Path.Combine(folder, "images", picture.Class), Path.Combine(folder, "annots", picture.Class));
            Directory.CreateDirectory(photos);
            Directory.CreateDirectory(annotations);
            ImageFile.Save(Path.Combine(photos, $"{name}.jpg"), picture.Image);
            AtomicFile.Write(Path.Combine(annotations, $"{name}.xml"), stream => Annotate(stream, $"{name}.jpg", picture));
            written?.Invoke();
        }
    }

    private static void Annotate(Stream stream, string name, SyntheticPicture picture)
    {
        using var xml = XmlWriter.Create(stream, new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("annotation");
        xml.WriteElementString("folder", picture.Class);
        xml.WriteElementString("filename", name);
        xml.WriteStartElement("size");
        Number("width", picture.Image.Width);
        Number("height", picture.Image.Height);
        Number("depth", 3);
        xml.WriteEndElement();
        xml.WriteStartElement("object");
        xml.WriteElementString("name", picture.Class);
        Number("difficult", 0);
        xml.WriteStartElement("bndbox");
        Number("xmin", picture.Box.X0);
        Number("ymin", picture.Box.Y0);
        Number("xmax", picture.Box.X1);
        Number("ymax", picture.Box.Y1);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Number(string element, int value) => xml.WriteElementString(element, value.ToString(CultureInfo.InvariantCulture));
    }
}
