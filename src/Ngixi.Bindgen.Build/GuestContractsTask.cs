using Microsoft.Build.Framework;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.Build;

/// <summary>Records the contracts of a compiled host in the project's contract file, or checks that they are recorded.</summary>
/// <remarks>That a change does not break what is recorded is the compiler's to say (NGX0013), before this runs.</remarks>
public sealed class GuestContractsTask : Microsoft.Build.Utilities.Task
{
    /// <summary>Gets or sets the compiled host.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the contract file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Run();
        }
        catch (StubException problem)
        {
            Report(problem.Code, problem.Message);
        }
        catch (ContractFileException problem)
        {
            Report("NGX0015", $"The contract file cannot be read: line {problem.Line}, {problem.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Report("NGXB0010", $"The contracts could not be recorded: {exception.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    private void Run()
    {
        IReadOnlyList<ContractShape> shapes = ContractReader.Read(Assembly);
        string? recorded = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Replace("\r\n", "\n") : null;
        if (recorded is null && shapes.Count == 0)
        {
            return;
        }

        string text = (recorded is null ? ContractFile.Empty : ContractFile.Parse(recorded)).Record(shapes).Print();
        if (text == recorded)
        {
            return;
        }

        if (Verify)
        {
            Report("NGXB0009", "This file does not record the contracts as they are. Run 'dotnet build -p:NgixiContracts=Write' and commit the result.");
            return;
        }

        TextFile.Replace(File, TextFile.Utf8.GetBytes(text));
        Log.LogMessage(MessageImportance.High, $"recorded contracts in {File}");
    }

    private void Report(string code, string message) =>
        Log.LogError(subcategory: null, code, helpKeyword: null, File, 0, 0, 0, 0, message);
}
