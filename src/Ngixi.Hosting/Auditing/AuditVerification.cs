using System.Text;

namespace Ngixi.Hosting;

/// <summary>What the verification of an audit found; see <see cref="GuestAudit.Verify(string, AuditVerificationOptions)"/>.</summary>
public sealed record AuditVerification
{
    /// <summary>Gets whether nothing is wrong, nothing is missing, and the last line is whole.</summary>
    public bool IsIntact => Fault is null && TornBytes == 0;

    /// <summary>Gets what is wrong first; null for nothing.</summary>
    public AuditFault? Fault { get; init; }

    /// <summary>Gets the number of the first line; 1 unless the audit may begin later, 0 where there is none.</summary>
    public long FirstLine { get; init; }

    /// <summary>Gets the number of the last line before anything is wrong; 0 where there is none.</summary>
    public long LastLine { get; init; }

    /// <summary>Gets the SHA-256 of that line, as 64 hexadecimal digits.</summary>
    public string LastSha256 { get; init; } = "";

    /// <summary>Gets the line up to which the audit is complete for certain, since an anchor has it; 0 where none has.</summary>
    public long AnchoredLine { get; init; }

    /// <summary>Gets when that anchor was made; null where there is none.</summary>
    public DateTimeOffset? AnchoredAt { get; init; }

    /// <summary>Gets the number of anchors that fit.</summary>
    public int Anchors { get; init; }

    /// <summary>Gets whether the signatures of the anchors were checked.</summary>
    public bool AreSignaturesChecked { get; init; }

    /// <summary>Gets the bytes of a last line that was not written to its end, as of a process that was killed; 0 for none.</summary>
    public int TornBytes { get; init; }

    /// <summary>Gets what else is to be known, such as where a process ended without closing the audit.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Writes it as JSON, for programs.</summary>
    /// <returns>The JSON, indented.</returns>
    public string ToJson() => JsonText.Object(json =>
    {
        json.WriteBoolean("intact", IsIntact);
        if (Fault is { } fault)
        {
            json.WriteStartObject("fault");
            json.WriteString("file", fault.File);
            json.WriteNumber("line", fault.Line);
            json.WriteNumber("lineInFile", fault.LineInFile);
            json.WriteString("reason", fault.Reason);
            json.WriteEndObject();
        }

        json.WriteNumber("firstLine", FirstLine);
        json.WriteNumber("lastLine", LastLine);
        json.WriteString("lastSha256", LastSha256);
        json.WriteNumber("anchoredLine", AnchoredLine);
        if (AnchoredAt is { } at)
        {
            json.WriteString("anchoredAt", at);
        }

        json.WriteNumber("anchors", Anchors);
        json.WriteBoolean("signaturesChecked", AreSignaturesChecked);
        json.WriteNumber("tornBytes", TornBytes);
        json.WriteStrings("remarks", Remarks);
    });

    /// <summary>Says it for people.</summary>
    /// <returns>Some lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        Append(text, Fault is { Line: 0 } ofAnchors ? $"BAD: {ofAnchors.Reason} ({ofAnchors.File}:{ofAnchors.LineInFile})"
            : Fault is { } fault ? $"BAD: line {fault.Line}: {fault.Reason} ({fault.File}:{fault.LineInFile})"
            : TornBytes > 0 ? $"TORN: the last line was not written to its end: {TornBytes} bytes"
            : "OK: each line is as it was written");
        Append(text, LastLine == 0 ? "No line is good." : $"Lines {FirstLine} to {LastLine} follow each other.");
        string signed = AreSignaturesChecked ? "signed" : "signatures not checked";
        Append(text, AnchoredLine == 0
            ? "No anchor says how long it has to be: a cut end would not be seen."
            : $"Complete up to line {AnchoredLine}, by {Anchors} anchors ({signed}), the last of {AnchoredAt:u}.");
        foreach (string remark in Remarks)
        {
            Append(text, remark);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string line) => text.Append(line).Append('\n');
}
