namespace Demo;

public static class Outer
{
    public static partial class Middle
    {
        [WasmImport("env")]
        internal interface IInner
        {
            Kind Next(Kind kind);

            IHandle Open();

            public enum Kind { A, B }
        }

        [WasmResource("handle_")]
        internal interface IHandle : IDisposable;
    }
}
