using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Turns rows of MCUs into rows of pixels as soon as the rows that upsampling looks at are there.</summary>
internal sealed class PictureAssembler
{
    private readonly Frame _frame;
    private readonly ColorModel _model;
    private readonly RgbImage _image;
    private readonly ComponentUpsampler[] _upsamplers;
    private int _row;
    private int _mcuRow;

    /// <summary>Allocates the picture.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="model">What its components mean.</param>
    internal PictureAssembler(Frame frame, ColorModel model)
    {
        _frame = frame;
        _model = model;
        _image = new RgbImage(frame.PictureWidth, frame.PictureHeight);
        Strips = Array.ConvertAll(frame.Components, c => new ComponentStrip(c, frame));
        _upsamplers = Array.ConvertAll(Strips, s => new ComponentUpsampler(s, frame));
    }

    /// <summary>Where the samples of the row of MCUs in work go, one strip a component of the frame.</summary>
    internal ComponentStrip[] Strips { get; }

    /// <summary>Begins the next row of MCUs.</summary>
    internal void BeginRow()
    {
        foreach (var strip in Strips)
        {
            strip.Advance();
        }
    }

    /// <summary>Takes the row of MCUs whose samples are complete.</summary>
    internal void EndRow()
    {
        _mcuRow++;

        // The last row group looks at samples of the next row of MCUs.
        var end = _mcuRow == _frame.McuRows ? _frame.PictureHeight : ((_frame.BlockSide * _mcuRow) - 1) * _frame.MaxVertical;
        for (; _row < end; _row++)
        {
            Convert(_row);
        }
    }

    /// <summary>Decodes the coefficients that were kept, gives back their memory, and returns the picture.</summary>
    internal RgbImage AssembleCoefficients()
    {
        for (var row = 0; row < _frame.McuRows; row++)
        {
            BeginRow();
            foreach (var strip in Strips)
            {
                for (var y = 0; y < strip.Component.Vertical; y++)
                {
                    Transform(strip, y, (row * strip.Component.Vertical) + y);
                }
            }

            EndRow();
        }

        return _image;
    }

    /// <summary>The picture; complete after the last row of MCUs.</summary>
    internal RgbImage Image => _image;

    private static void Transform(ComponentStrip strip, int y, int blockRow)
    {
        var component = strip.Component;
        var coefficients = component.Coefficients!.Read(blockRow);
        for (var x = 0; x < component.PaddedBlocksPerRow; x++)
        {
            if (coefficients.IsEmpty)
            {
                strip.FillGrey(y, x);
                continue;
            }

            var block = coefficients.Slice(x * 64, 64);
            strip.Transform(y, x, block, hasDetail: block[1..].ContainsAnyExcept((short)0));
        }

        component.Coefficients.Release(blockRow);
    }

    private void Convert(int y)
    {
        var rgb = _image.Row(y);
        var first = _upsamplers[0].Row(y);
        switch (_model)
        {
            case ColorModel.Gray:
                ColorConversion.FromGray(first, rgb);
                break;
            case ColorModel.YCbCr:
                ColorConversion.FromYCbCr(first, _upsamplers[1].Row(y), _upsamplers[2].Row(y), rgb);
                break;
            case ColorModel.Rgb:
                ColorConversion.FromRgb(first, _upsamplers[1].Row(y), _upsamplers[2].Row(y), rgb);
                break;
            case ColorModel.Cmyk:
                ColorConversion.FromCmyk(first, _upsamplers[1].Row(y), _upsamplers[2].Row(y), _upsamplers[3].Row(y), rgb);
                break;
            case ColorModel.Ycck:
                ColorConversion.FromYcck(first, _upsamplers[1].Row(y), _upsamplers[2].Row(y), _upsamplers[3].Row(y), rgb);
                break;
            default:
                throw new InvalidOperationException($"unknown colour model {_model}");
        }
    }
}
