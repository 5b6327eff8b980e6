using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <content>Integer divisions that trap the processor: its signal is .NET's and Wasmtime's.</content>
internal static partial class Attacks
{
    private const string Divider =
        """
        (module
          (import "odd" "divide" (func $divide (param i32 i32) (result i32)))
          (func (export "host") (param i32 i32) (result i32) (call $divide (local.get 0) (local.get 1)))
          (func (export "guest") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))
        """;

    public static void Divisions_in_imports_under_collections()
    {
        using Engine engine = new(GuestConfig.Create());
        Divide(engine);
    }

    public static void Divisions_in_imports_of_an_engine_of_the_hosts_own()
    {
        using Engine engine = new();
        Divide(engine);
    }

    public static void Divisions_in_the_hosts_own_code()
    {
        using Engine engine = new(GuestConfig.Create());
        OnThreads(2, () =>
        {
            int zero = 0;
            for (int i = 0; i < 1000; i++)
            {
                Assert.Throws<DivideByZeroException>(() => i / zero);
                Assert.Throws<OverflowException>(() => (int.MinValue + zero) / (zero - 1));
                CollectNowAndThen(i);
            }
        });
    }

    /// <summary>Divides 1,000 times by zero or to more than fits, in an import and in the guest, on two threads.</summary>
    private static void Divide(Engine engine)
    {
        using Linker linker = new(engine);
        linker.DefineOdd(new Odd());
        using Module module = Module.FromText(engine, "divider", Divider);
        OnThreads(2, () =>
        {
            using Store store = new(engine);
            Instance instance = linker.Instantiate(store, module);
            Func<int, int, int> host = instance.GetFunction<int, int, int>("host")!;
            Func<int, int, int> guest = instance.GetFunction<int, int, int>("guest")!;
            for (int i = 0; i < 500; i++)
            {
                Assert.IsType<DivideByZeroException>(Assert.Throws<WasmtimeException>(() => host(1, 0)).InnerException?.InnerException);
                Assert.IsType<OverflowException>(
                    Assert.Throws<WasmtimeException>(() => host(int.MinValue, -1)).InnerException?.InnerException);
                Assert.Equal(TrapCode.IntegerDivisionByZero, Assert.Throws<TrapException>(() => guest(1, 0)).Type);
                Assert.Equal(TrapCode.IntegerOverflow, Assert.Throws<TrapException>(() => guest(int.MinValue, -1)).Type);
                Assert.Equal(3, host(7, 2));
                CollectNowAndThen(i);
            }
        });
    }

    private static void CollectNowAndThen(int i)
    {
        if (i % 25 == 0)
        {
            GC.Collect();
        }
    }
}
