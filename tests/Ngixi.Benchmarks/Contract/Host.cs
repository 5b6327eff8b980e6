using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;

namespace Ngixi.Benchmarks.Contract;

/// <summary>Does next to nothing, but looks at the end of what it gets, so that no peer can leave work out.</summary>
internal sealed class Host(Payload payload) : IHost
{
    private readonly byte[] bytes = payload.Bytes;
    private readonly string text = payload.Text;
    private readonly Product product = payload.Product;
    private readonly string[] names = payload.Names;

    public long Calls { get; private set; }

    public long Sum { get; private set; }

    public void Nothing() => Calls++;

    public int Add(int left, int right)
    {
        Calls++;
        return left + right;
    }

    public void View(ReadOnlySpan<byte> bytes)
    {
        Calls++;
        Sum += bytes[^1];
    }

    public void Log(string message)
    {
        Calls++;
        Sum += message[^1];
    }

    public byte[] Bytes()
    {
        Calls++;
        return bytes;
    }

    public string Text()
    {
        Calls++;
        return text;
    }

    public void Save(Product product)
    {
        Calls++;
        Sum += product.Id + product.Name[^1] + product.Stock + (long)product.Price + product.Code[^1];
    }

    public Product Load()
    {
        Calls++;
        return product;
    }

    public void SaveAll(string[] names)
    {
        Calls++;
        Sum += names.Length + names[^1][^1];
    }

    public string[] LoadAll()
    {
        Calls++;
        return names;
    }

    public void Fail(int code)
    {
        Calls++;
        throw new GuestException<HostError>((HostError)(code & 1), "as the guest asked");
    }

    public ICounter OpenCounter() => new Counter(this);

    private sealed class Counter(Host host) : ICounter
    {
        private int value;

        public int Add(int amount)
        {
            host.Calls++;
            return value += amount;
        }

        public void Dispose()
        {
        }
    }
}
