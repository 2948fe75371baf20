using System.CommandLine;
using System.Globalization;

namespace IlgpuCam.Cli.Experiments;

/// <summary>An option that is a share, from 0 to 1.</summary>
internal static class ShareOption
{
    internal static Option<double> Create(string name, string description, double otherwise) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            {
                return share;
            }

            result.AddError($"{name}: a number from 0 to 1 was expected, found '{text}'.");
            return otherwise;
        },
    };
}
