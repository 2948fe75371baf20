using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Tiff;
using MetadataExtractor.IO;
using MetadataDirectory = MetadataExtractor.Directory;

namespace IlgpuCam.Imaging;

/// <summary>
/// Reads the orientation out of an EXIF block: the contents of a JPEG's APP1 segment behind "Exif" and two zeros, or of a PNG's eXIf chunk.
/// </summary>
internal static class ExifOrientation
{
    /// <summary>Reads the orientation.</summary>
    /// <param name="exif">The block, a TIFF file of its own.</param>
    /// <param name="problem">A sentence for a warning where the block is damaged; null otherwise.</param>
    /// <returns>The orientation as <see cref="Orientation.Apply(Images.RgbImage, int)"/> takes it; 1, upright, where there is none or an undefined one.</returns>
    internal static int Read(byte[] exif, out string? problem)
    {
        problem = null;
        var handler = new FirstDirectoryHandler();
        try
        {
            TiffReader.ProcessTiff(new ByteArrayReader(exif), handler);
        }
        catch (Exception exception) when (exception is TiffProcessingException or IOException)
        {
            problem = $"The EXIF block is damaged, and an orientation in it is not applied: {exception.Message}";
            return 1;
        }

        // Cameras also write 0 and other numbers that mean nothing; everybody shows such photos as they are stored.
        return handler.FirstDirectory.TryGetInt32(ExifDirectoryBase.TagOrientation, out var orientation) && orientation is >= 1 and <= 8
            ? orientation
            : 1;
    }

    // Only the first directory and in it only the orientation: the library's own handler would reach for maker notes, XMP and thumbnails
    // and add 9 MB to a native binary (this one: 1 MB).
    private sealed class FirstDirectoryHandler : DirectoryTiffHandler
    {
        internal FirstDirectoryHandler()
            : base([])
        {
            PushDirectory(FirstDirectory);
        }

        internal ExifDirectoryBase FirstDirectory { get; } = new OrientationDirectory();

        public override void SetTiffMarker(int marker)
        {
        }

        public override bool TryEnterSubIfd(int tagType) => false;

        public override bool HasFollowerIfd() => false;

        public override bool CustomProcessTag(
            int tagOffset, ICollection<int> processedIfdOffsets, IndexedReader reader, int tagId, int byteCount) => tagId != ExifDirectoryBase.TagOrientation;

        public override bool TryCustomProcessFormat(int tagId, TiffDataFormatCode formatCode, uint componentCount, out long byteCount)
        {
            byteCount = 0;
            return false;
        }
    }

    private sealed class OrientationDirectory : ExifDirectoryBase
    {
        public override string Name => "Orientation";

        protected override bool TryGetTagName(int tagType, out string tagName)
        {
            tagName = string.Empty;
            return false;
        }
    }
}
