using System.Text.Json;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Explaining;

/// <summary>The settings of methods that have any.</summary>
internal static class MethodSettings
{
    /// <summary>Writes them as fields.</summary>
    internal static void Write(Utf8JsonWriter json, IExplanationMethod method)
    {
        switch (method)
        {
            case SmoothGrad m:
                WriteNoise(json, m.Samples, m.Noise);
                break;
            case SmoothGradCamPlusPlus m:
                WriteNoise(json, m.Samples, m.Noise);
                break;
            case SmoothedScoreCam m:
                WriteNoise(json, m.Samples, m.Noise);
                break;
            case IntegratedScoreCam m:
                json.WriteNumber("steps", m.Steps);
                break;
            case IntegratedGradients m:
                json.WriteNumber("steps", m.Steps);
                break;
            case Occlusion m:
                json.WriteNumber("cells", m.Cells);
                json.WriteNumber("size", m.Size);
                json.WriteNumber("cover", m.Cover);
                break;
            case FinerCam m:
                json.WriteString("of", m.Base.Info.Name);
                json.WriteNumber("references", m.References);
                json.WriteNumber("strength", m.Strength);
                break;
            case RefineCam m:
                json.WriteString("of", m.Base.Info.Name);
                break;
            case DeepFeatureFactorization m:
                json.WriteNumber("concepts", m.Concepts);
                break;
            case Fem m:
                json.WriteNumber("deviations", m.Deviations);
                json.WriteBoolean("weighs_maps", m.WeighsMaps);
                break;
            case EigenCam m:
                json.WriteBoolean("centred", m.IsCentred);
                break;
            case KpcaCam m:
                json.WriteString("kernel", m.Kernel.ToString());
                break;
        }

        if (method is PixelAttribution pixels)
        {
            json.WriteString("channels", pixels.Reduction.ToString());
        }
    }

    private static void WriteNoise(Utf8JsonWriter json, int samples, double noise)
    {
        json.WriteNumber("samples", samples);
        json.WriteNumber("noise", noise);
    }
}
