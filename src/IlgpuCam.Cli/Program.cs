using System.CommandLine;
using System.CommandLine.Help;
using IlgpuCam.Cli;
using IlgpuCam.Cli.Commands;

// Not a RootCommand: that one takes its name from the assembly, which is not what the program is called.
var root = new Command("ilgpucam", "Shows where an image classifier sees its evidence: photos in; classes, activation maps and boxes out.")
{
    LocalizeCommand.Create(),
    ExplainCommand.Create(),
    MethodsCommand.Create(),
    ForwardCommand.Create(),
    ConvertCommand.Create(),
    InfoCommand.Create(),
    ImageCommand.Create(),
    FeaturesCommand.Create(),
    TrainHeadCommand.Create(),
    CropsCommand.Create(),
    ObjectsCommand.Create(),
    UnitsCommand.Create(),
    SyntheticCommand.Create(),
    BenchCommand.Create(),
    EvalCommand.Create(),
    DevicesCommand.Create(),
    new HelpOption(),
    new VersionOption(),
};
return CommandHost.Run(root, args);
