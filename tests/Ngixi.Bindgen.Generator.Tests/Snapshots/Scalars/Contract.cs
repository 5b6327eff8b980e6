namespace Demo;

[WasmImport("env")]
public interface IScalars
{
    void Nothing();
    bool Flag(bool value);
    sbyte Tiny(sbyte value);
    byte Small(byte value);
    short Short(short value);
    ushort Word(ushort value);
    char Letter(char value);
    int Number(int value);
    uint Count(uint value);
    long Big(long value);
    ulong Huge(ulong value);
    float Rough(float value);
    double Fine(double value);
    double Many(bool a, long b, float c, double d, int e);
}
