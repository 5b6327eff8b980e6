using System.Text;
using Spectre.Console;

namespace Ngixi.Cli.Output;

/// <summary>Where the program is run: its streams, and what they can show.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly Lazy<Page> page;
    private readonly Lazy<Page> errorPage;
    private readonly Lazy<IAnsiConsole> errorConsole;

    /// <summary>Describes where the program runs.</summary>
    /// <param name="output">The standard output, for text.</param>
    /// <param name="rawOutput">The standard output, for bytes: JSON, and what programs write.</param>
    /// <param name="error">The standard error.</param>
    public Terminal(TextWriter output, Stream rawOutput, TextWriter error)
    {
        Output = output;
        RawOutput = rawOutput;
        Error = error;
        page = new Lazy<Page>(() => IsOutputTerminal && HasColor ? new TerminalPage(ConsoleOn(Output)) : new PlainPage(Output));
        errorConsole = new Lazy<IAnsiConsole>(() => ConsoleOn(Error));
        errorPage = new Lazy<Page>(() => IsErrorTerminal && HasColor ? new TerminalPage(errorConsole.Value) : new PlainPage(Error));
    }

    public TextWriter Output { get; }

    public Stream RawOutput { get; }

    public TextWriter Error { get; }

    /// <summary>Gets the standard input, for programs that read it.</summary>
    public Func<Stream> Input { get; init; } = static () => Stream.Null;

    /// <summary>Gets whether the input is no keyboard.</summary>
    public bool IsInputRedirected { get; init; } = true;

    /// <summary>Gets whether a person sees the output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Gets whether a person sees the errors.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Gets whether colors are welcome, as <c>NO_COLOR</c> has it.</summary>
    public bool HasColor => string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>Gets the columns of the terminal.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets the variables of the process.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Gets the page on the output.</summary>
    public Page Page => page.Value;

    /// <summary>Gets the page on the standard error.</summary>
    public Page ErrorPage => errorPage.Value;

    /// <summary>Gets the standard error as a terminal with a place for live counts.</summary>
    public IAnsiConsole ErrorConsole => errorConsole.Value;

    /// <summary>Describes the process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.OpenStandardOutput(), Console.Error)
    {
        Input = Console.OpenStandardInput,
        IsInputRedirected = Console.IsInputRedirected,
        IsOutputTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        IsErrorTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Width = WidthOfProcess(),
        Variable = Environment.GetEnvironmentVariable,
    };

    public void Dispose()
    {
        try
        {
            Output.Flush();
            RawOutput.Flush();
            Error.Flush();
        }
        catch (IOException)
        {
            // Nobody reads it any more.
        }
    }

    private static int WidthOfProcess()
    {
        try
        {
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? 100 : Math.Max(40, Console.WindowWidth);
        }
        catch (IOException)
        {
            return 100;
        }
    }

    private IAnsiConsole ConsoleOn(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        console.Profile.Encoding = writer.Encoding;
        console.Profile.Capabilities.Unicode = writer.Encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding;
        return console;
    }
}
