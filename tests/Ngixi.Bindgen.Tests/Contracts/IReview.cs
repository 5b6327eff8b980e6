namespace Ngixi.Bindgen.Tests.Contracts;

public enum Mood
{
    Calm,
    Angry = 2,
}

public enum Verdict
{
    Good,
    Bad = 2,
}

/// <summary>What <see cref="ExportContractTests"/> compare guests with.</summary>
[WasmExport(Prefix = "rv_")]
public interface IReview
{
    string Render(Draft draft);

    Verdict Judge(string text);

    void Settle(long from, long to);
}

public sealed record Draft(string Title, Mood Mood);
