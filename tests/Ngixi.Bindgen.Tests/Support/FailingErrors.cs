using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Throws the error that it is told.</summary>
internal sealed class FailingErrors : IErrors
{
    public string Message { get; set; } = "it is full";

    public void Nothing(int error) => Fail(error, 0);

    public bool Boolean(int error) => Fail(error, true);

    public byte Byte(int error) => Fail(error, byte.MaxValue);

    public int Int32(int error) => Fail(error, int.MinValue);

    public long Int64(int error) => Fail(error, long.MinValue);

    public float Single(int error) => Fail(error, 1.5f);

    public Level Level(int error) => Fail(error, Contracts.Level.High);

    public string Text(int error) => Fail(error, "text");

    public byte[]? Bytes(int error) => Fail<byte[]?>(error, null);

    public IMark? Mark(int error) => Fail(error, new EndedMark());

    public async Task<int> WaitAsync(int error)
    {
        await Task.Yield();
        return Fail(error, 7);
    }

    public int NotDeclared() => Fail(5, 0);

    private T Fail<T>(int error, T value) => error < 0 ? value : throw new GuestException<Failure>((Failure)error, Message);

    private sealed class EndedMark : IMark
    {
        public void Dispose()
        {
        }
    }
}
