using System.CommandLine;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that works on pooled features.</summary>
internal sealed class FeatureOptions
{
    private readonly Option<string> _pool = new("--pool")
    {
        Description = "gap or gmp: mean or maximum of each feature map.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "gap",
    };

    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "The layer whose features are taken, as the command info names it; by default the maps that class activation maps are drawn from.",
        HelpName = "NAME",
    };

    internal void AddTo(Command command)
    {
        command.Add(_pool);
        command.Add(_layer);
    }

    internal string? Layer(ParseResult parsed) => parsed.GetValue(_layer);

    internal string PoolName(ParseResult parsed) => parsed.GetValue(_pool)!;

    internal PoolingKind Pool(ParseResult parsed) => PoolName(parsed) switch
    {
        "gap" => PoolingKind.Average,
        "gmp" => PoolingKind.Max,
        var other => throw new UsageException($"--pool: gap or gmp was expected, found '{other}'."),
    };
}
