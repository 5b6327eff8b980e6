namespace Ngixi.Bindgen.Build;

/// <summary>A task of the build whose errors have a code, a remedy and a page.</summary>
public abstract class BuildTask : Microsoft.Build.Utilities.Task
{
    private const string Pages = "https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Run();
        }
        catch (StubException problem)
        {
            Report(problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Report(Explain(exception));
        }

        return !Log.HasLoggedErrors;
    }

    private protected abstract void Run();

    /// <summary>Words a failure of the file system.</summary>
    private protected abstract StubException Explain(Exception exception);

    private protected abstract string DefaultFile { get; }

    /// <summary>Logs an error. Its page follows in parentheses, as the compiler prints it.</summary>
    private protected void Report(StubException problem)
    {
        string page = $"{Pages}{problem.Code}.md";
        Log.LogError(
            subcategory: null, problem.Code, helpKeyword: null, page,
            problem.File ?? DefaultFile, 0, 0, 0, 0,
            "{0}", $"{problem.Message} ({page})");
    }

    private protected void Warn(StubException problem)
    {
        string page = $"{Pages}{problem.Code}.md";
        Log.LogWarning(
            subcategory: null, problem.Code, helpKeyword: null, page,
            problem.File ?? DefaultFile, 0, 0, 0, 0,
            "{0}", $"{problem.Message} ({page})");
    }
}
