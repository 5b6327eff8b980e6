using System.Runtime.InteropServices;
using Ngixi.Cli;
using Ngixi.Cli.Output;

using CancellationTokenSource interrupted = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using Terminal terminal = Terminal.OfProcess();
return await CommandLine.RunAsync(args, terminal, interrupted.Token);

// The first ends the guest, and the second the program.
void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
