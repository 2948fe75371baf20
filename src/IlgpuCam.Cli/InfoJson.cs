using System.Text.Json;
using IlgpuCam.Models;

namespace IlgpuCam.Cli;

/// <summary>What <c>info</c> says, as JSON. Pairs of numbers are height and width.</summary>
internal static class InfoJson
{
    internal static void Write(Stream stream, ModelReport report)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("model", report.Path);
            if (report.Placement is { } placement)
            {
                json.WriteString("device", placement.Device);
                json.WriteTexts("layers_on_processor", placement.OnProcessor);
            }

            json.WriteNumber("parameters", report.Parameters);
            json.WriteNumber("multiply_adds", report.MultiplyAdds);
            json.WriteStartArray("layers");
            foreach (var layer in report.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("operator", layer.Kind);
                if (report.Placement is { } where)
                {
                    json.WriteString("device", where.Of(layer));
                }

                WriteShape(json, "result", layer.Output.Dimensions);
                json.WriteNumber("parameters", layer.Parameters);
                json.WriteNumber("multiply_adds", layer.MultiplyAdds);
                WriteResolution(json, layer.MappingResolution);
                WriteField(json, layer.ReceptiveField);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteHead(json, report);
            WriteTargetLayers(json, report);
            json.WritePropertyName("preprocessing");
            json.WriteRawValue(report.Model.Preprocessing?.ToJson() ?? "null");
            json.WriteNumber("labels", report.Model.Labels?.Count ?? 0);
            json.WriteStartObject("provenance");
            foreach (var (key, value) in report.Model.Provenance)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteHead(Utf8JsonWriter json, ModelReport report)
    {
        if (report.Head is not { } head)
        {
            json.WriteNull("head");
            return;
        }

        json.WriteStartObject("head");
        json.WriteNumber("classes", head.Classes);
        json.WriteString("logits", head.Logits);
        json.WriteString("probabilities", head.ProbabilityKind.ToString().ToLowerInvariant());
        if (head.Cam is { } cam)
        {
            json.WriteString("form", ModelReport.Describe(cam.Form));
            json.WriteString("pooling", cam.Pooling.ToString().ToLowerInvariant());
            json.WriteString("features", cam.Features);
            WriteMaps(json, "feature_shape", report, cam.Features);
        }
        else
        {
            json.WriteString("why_no_cam", head.WhyNoCam);
            json.WriteString("gradient_layer", head.LastMaps is { } maps ? report.LayerOf(maps) : null);
            if (head.LastMaps is { } last)
            {
                WriteMaps(json, "gradient_layer_shape", report, last);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTargetLayers(Utf8JsonWriter json, ModelReport report)
    {
        json.WriteStartArray("target_layers");
        foreach (var layer in report.TargetLayers?.All ?? [])
        {
            json.WriteStartObject();
            json.WriteString("layer", layer.Value);
            json.WriteString("node", layer.Name);
            json.WriteString("operator", layer.Kind);
            json.WriteNumber("channels", layer.Channels);
            WriteShape(json, "resolution", [layer.Height, layer.Width]);
            json.WriteBoolean("recommended", layer.IsRecommended);
            json.WriteBoolean("default", layer == report.TargetLayers!.Automatic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMaps(Utf8JsonWriter json, string name, ModelReport report, string value)
    {
        WriteShape(json, name, report.ShapeOf(value).Dimensions);
        WriteResolution(json, report.Fields.MappingResolution(value));
        WriteField(json, report.Fields.Of(value));
    }

    private static void WriteResolution(Utf8JsonWriter json, Models.Operators.Size2? resolution)
    {
        if (resolution is { } size)
        {
            WriteShape(json, "mapping_resolution", [size.Height, size.Width]);
        }
        else
        {
            json.WriteNull("mapping_resolution");
        }
    }

    private static void WriteField(Utf8JsonWriter json, ReceptiveField? field)
    {
        if (field is null)
        {
            json.WriteNull("receptive_field");
            return;
        }

        json.WriteStartObject("receptive_field");
        json.WriteBoolean("whole", field.IsWhole);
        if (!field.IsWhole)
        {
            WritePair(json, "size", field, e => e.Size);
            WritePair(json, "stride", field, e => e.Stride);
            WritePair(json, "offset", field, e => e.Offset);
            json.WriteBoolean("gated", field.IsGated);
        }

        json.WriteEndObject();
    }

    /// <summary>Null stands for an axis of which everything is seen.</summary>
    private static void WritePair(Utf8JsonWriter json, string name, ReceptiveField field, Func<ReceptiveExtent, double> number)
    {
        json.WriteStartArray(name);
        foreach (var extent in (ReadOnlySpan<ReceptiveExtent?>)[field.Rows, field.Columns])
        {
            if (extent is { } e)
            {
                json.WriteNumberValue(number(e));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteShape(Utf8JsonWriter json, string name, ReadOnlySpan<int> shape)
    {
        json.WriteStartArray(name);
        foreach (var length in shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }
}
