using IlgpuCam.Import.Caffe.Text;

namespace IlgpuCam.Import.Caffe;

/// <summary>Whether a layer is there when a network is used (caffe.proto, NetStateRule): phase TEST, level 0, no stage.</summary>
internal static class CaffePhase
{
    internal static bool Includes(TextMessage layer)
    {
        var include = layer.All("include").ToList();
        var exclude = layer.All("exclude").ToList();
        return (include, exclude) switch
        {
            ([], _) => !exclude.Exists(IsMet),
            (_, []) => include.Exists(IsMet),
            _ => throw exclude[0].Error("a layer has rules of inclusion or of exclusion, found both"),
        };
    }

    private static bool IsMet(TextField rule)
    {
        var message = rule.Nested();
        return message.One("phase")?.Choice() is null or "TEST"
            && (message.One("min_level")?.Integer(int.MinValue, int.MaxValue) ?? 0) <= 0
            && (message.One("max_level")?.Integer(int.MinValue, int.MaxValue) ?? 0) >= 0
            && !message.All("stage").Any();
    }
}
