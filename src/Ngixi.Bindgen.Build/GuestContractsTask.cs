using Microsoft.Build.Framework;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.Build;

/// <summary>Records the contracts of a compiled host in the project's contract file, or checks that they are recorded.</summary>
/// <remarks>That a change does not break what is recorded is the compiler's to say (NGX0013), before this runs.</remarks>
public sealed class GuestContractsTask : BuildTask
{
    /// <summary>Gets or sets the compiled host.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the language of the host's project, as MSBuild names it.</summary>
    public string Language { get; set; } = "C#";

    /// <summary>Gets or sets the contract file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    private protected override string DefaultFile => File;

    private protected override StubException Explain(Exception exception) =>
        new("NGXB0010", $"The contracts could not be recorded: {exception.Message} Make the file writable.");

    private protected override void Run()
    {
        try
        {
            Record();
        }
        catch (ContractFileException problem)
        {
            throw new StubException("NGX0015", $"The contract file cannot be read: line {problem.Line}, {problem.Message}");
        }
    }

    private void Record()
    {
        IReadOnlyList<HostContract> contracts = ContractReader.Read(Assembly, Language);
        string? recorded = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Replace("\r\n", "\n") : null;
        if (recorded is null && contracts.Count == 0)
        {
            return;
        }

        string text = (recorded is null ? ContractFile.Empty : ContractFile.Parse(recorded)).Record(contracts).Print();
        if (text == recorded)
        {
            return;
        }

        if (Verify)
        {
            throw new StubException(
                "NGXB0009",
                "This file does not record the contracts as they are. Run 'dotnet build -p:NgixiContracts=Write' and commit the result.");
        }

        TextFile.Replace(File, TextFile.Utf8.GetBytes(text));
        Log.LogMessage(MessageImportance.High, "{0}", $"recorded contracts in {File}");
    }
}
