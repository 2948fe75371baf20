namespace IlgpuCam.Images;

/// <summary>How a photo, scaled, lies on the network's input, in input pixels.</summary>
/// <param name="Width">The scaled photo's width; it can exceed what an array holds, as only the input's part of it is computed.</param>
/// <param name="Height">The scaled photo's height.</param>
/// <param name="Left">The column of the input on which the scaled photo starts; negative where the photo is cropped.</param>
/// <param name="Top">The row of the input on which it starts.</param>
internal readonly record struct InputFit(long Width, long Height, long Left, long Top)
{
    /// <summary>Fits a photo to an input.</summary>
    public static InputFit Of(Preprocessing preprocessing, int photoWidth, int photoHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(photoWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(photoHeight, 1);
        var (width, height) = (preprocessing.Width, preprocessing.Height);
        switch (preprocessing.Resize)
        {
            case ResizeMode.Squash:
                return new(width, height, 0, 0);
            case ResizeMode.Letterbox:
                var scale = Math.Min((double)width / photoWidth, (double)height / photoHeight);
                var (inside, across) = (Inside(photoWidth * scale, width), Inside(photoHeight * scale, height));
                return new(inside, across, (width - inside) / 2, (height - across) / 2);
            default:
                // torchvision's Resize rounds the longer side down.
                long shorter = preprocessing.ShorterSide;
                var longer = shorter * Math.Max(photoWidth, photoHeight) / Math.Min(photoWidth, photoHeight);
                var (scaledWidth, scaledHeight) = photoWidth <= photoHeight ? (shorter, longer) : (longer, shorter);
                return new(scaledWidth, scaledHeight, Start(width, scaledWidth), Start(height, scaledHeight));
        }

        static int Inside(double side, int most) => Math.Clamp((int)Math.Round(side), 1, most);
    }

    /// <summary>The input's columns that the photo fills.</summary>
    public (int From, int To) Columns(int inputWidth) => ((int)Math.Max(Left, 0), (int)Math.Min(Left + Width, inputWidth));

    /// <summary>The input's rows that the photo fills.</summary>
    public (int From, int To) Rows(int inputHeight) => ((int)Math.Max(Top, 0), (int)Math.Min(Top + Height, inputHeight));

    // torchvision's CenterCrop: a crop starts at half the difference, a half rounded to even; a padding has its odd pixel behind.
    private static long Start(int input, long scaled) => input > scaled ? (input - scaled) / 2 : -(long)Math.Round((scaled - input) / 2.0, MidpointRounding.ToEven);
}
