namespace Ngixi.Cli.Output;

/// <summary>
/// A last line on the standard error of a terminal that is written again and again, such as counts of what runs. Lines that are to stay
/// go above it. Elsewhere there is none.
/// </summary>
internal sealed class LiveLine : IDisposable
{
    private const string Clear = "\r\u001B[K";
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Terminal terminal;
    private readonly Func<string> text;
    private readonly ITimer? timer;
    private bool isShown;
    private bool isOver;

    /// <param name="terminal">The terminal.</param>
    /// <param name="isWanted">Whether there is to be one.</param>
    /// <param name="text">Says what to show.</param>
    public LiveLine(Terminal terminal, bool isWanted, Func<string> text)
    {
        this.terminal = terminal;
        this.text = text;
        if (isWanted && terminal.IsErrorTerminal && terminal.HasColor)
        {
            timer = terminal.Time.CreateTimer(_ => Show(), null, Every, Every);
        }
    }

    /// <summary>Writes something that stays.</summary>
    public void Above(Action write)
    {
        lock (gate)
        {
            Hide();
            write();
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            isOver = true;
            Hide();
        }
    }

    private void Show()
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            string shown = Printed.Name(text());
            terminal.Error.Write(Clear + (shown.Length < terminal.Width ? shown : shown[..(terminal.Width - 1)]));
            terminal.Error.Flush();
            isShown = true;
        }
    }

    private void Hide()
    {
        if (isShown)
        {
            terminal.Error.Write(Clear);
            isShown = false;
        }
    }
}
