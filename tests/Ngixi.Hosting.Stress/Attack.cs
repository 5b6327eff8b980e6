namespace Ngixi.Hosting.Stress;

/// <summary>The host's side of hostile guests; counts what they hold open.</summary>
internal sealed class Attack : IAttack
{
    private static int open;

    public static int Open => Volatile.Read(ref open);

    public int Divide(int dividend, int divisor) => dividend / divisor;

    public Task Wait(int milliseconds, CancellationToken cancellation) => Task.Delay(milliseconds, cancellation);

    IAttackFile IAttack.Open() => new AttackFile();

    private sealed class AttackFile : IAttackFile
    {
        public AttackFile() => Interlocked.Increment(ref open);

        public int Number() => 1;

        public void Dispose() => Interlocked.Decrement(ref open);
    }
}
