using System.CommandLine;
using System.CommandLine.Help;
using IlgpuCam.Cli;
using IlgpuCam.Cli.Commands;

(string Name, Func<Command> Create)[] commands =
[
    ("localize", LocalizeCommand.Create),
    ("explain", ExplainCommand.Create),
    ("methods", MethodsCommand.Create),
    ("forward", ForwardCommand.Create),
    ("convert", ConvertCommand.Create),
    ("info", InfoCommand.Create),
    ("image", ImageCommand.Create),
    ("features", FeaturesCommand.Create),
    ("train-head", TrainHeadCommand.Create),
    ("crops", CropsCommand.Create),
    ("objects", ObjectsCommand.Create),
    ("units", UnitsCommand.Create),
    ("synthetic", SyntheticCommand.Create),
    ("bench", BenchCommand.Create),
    ("eval", EvalCommand.Create),
    ("devices", DevicesCommand.Create),
];

// Not a RootCommand: that one takes its name from the assembly, which is not what the program is called.
var root = new Command("ilgpucam", "Shows where an image classifier sees its evidence: photos in; classes, activation maps and boxes out.");

// To make all of them takes a twentieth of a second, where they are compiled as they run; the one that is named is enough.
var named = Array.FindAll(commands, c => args.Length > 0 && c.Name == args[0]);
foreach (var (_, create) in named.Length > 0 ? named : commands)
{
    root.Add(create());
}

root.Add(new HelpOption());
root.Add(new VersionOption());
return CommandHost.Run(root, args);
