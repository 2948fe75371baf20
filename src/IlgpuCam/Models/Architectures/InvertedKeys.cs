namespace IlgpuCam.Models.Architectures;

/// <summary>The names of the layers of an inverted residual block, each convolution with its batch normalisation.</summary>
/// <param name="Name">The block's own name.</param>
/// <param name="Expand">The first convolution.</param>
/// <param name="Depthwise">The convolution a channel.</param>
/// <param name="Squeeze">The two layers of squeeze and excitation.</param>
/// <param name="Project">The last convolution.</param>
internal sealed record InvertedKeys(
    string Name, (string Layer, string Normalisation) Expand, (string Layer, string Normalisation) Depthwise, (string Reduce, string Expand) Squeeze,
    (string Layer, string Normalisation) Project)
{
    /// <summary>torchvision's numbered layers, without those that a block lacks.</summary>
    /// <param name="key">The block's name.</param>
    /// <param name="isExpanded">Whether it has the first convolution.</param>
    /// <param name="isGated">Whether it has squeeze and excitation.</param>
    internal static InvertedKeys Torchvision(string key, bool isExpanded, bool isGated)
    {
        var depthwise = isExpanded ? 1 : 0;
        var project = depthwise + (isGated ? 2 : 1);
        return new(
            key, Pair(0), Pair(depthwise), ($"{key}.block.{depthwise + 1}.fc1", $"{key}.block.{depthwise + 1}.fc2"), Pair(project));

        (string Layer, string Normalisation) Pair(int index) => ($"{key}.block.{index}.0", $"{key}.block.{index}.1");
    }

    /// <summary>torchvision's names in MobileNetV2, where the last convolution has no module of its own.</summary>
    /// <param name="key">The block's name.</param>
    /// <param name="isExpanded">Whether it has the first convolution.</param>
    internal static InvertedKeys TorchvisionV2(string key, bool isExpanded)
    {
        var depthwise = isExpanded ? 1 : 0;
        return new(
            key, ($"{key}.conv.0.0", $"{key}.conv.0.1"), ($"{key}.conv.{depthwise}.0", $"{key}.conv.{depthwise}.1"), default,
            ($"{key}.conv.{depthwise + 1}", $"{key}.conv.{depthwise + 2}"));
    }

    /// <summary>timm's names, which differ between blocks with and without the first convolution.</summary>
    /// <param name="key">The block's name.</param>
    /// <param name="isExpanded">Whether it has the first convolution.</param>
    internal static InvertedKeys Timm(string key, bool isExpanded)
    {
        var squeeze = ($"{key}.se.conv_reduce", $"{key}.se.conv_expand");
        return isExpanded
            ? new(key, ($"{key}.conv_pw", $"{key}.bn1"), ($"{key}.conv_dw", $"{key}.bn2"), squeeze, ($"{key}.conv_pwl", $"{key}.bn3"))
            : new(key, default, ($"{key}.conv_dw", $"{key}.bn1"), squeeze, ($"{key}.conv_pw", $"{key}.bn2"));
    }

    /// <summary>The names of efficientnet_lite_pytorch.</summary>
    /// <param name="index">The block's number, from 0.</param>
    internal static InvertedKeys Lite(int index)
    {
        var key = $"_blocks.{index}";
        return new(
            key, ($"{key}._expand_conv", $"{key}._bn0"), ($"{key}._depthwise_conv", $"{key}._bn1"), default, ($"{key}._project_conv", $"{key}._bn2"));
    }
}
