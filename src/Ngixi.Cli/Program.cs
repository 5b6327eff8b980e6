using Ngixi.Cli;
using Ngixi.Cli.Output;

using Terminal terminal = Terminal.OfProcess();
return await CommandLine.RunAsync(args, terminal);
