namespace Ngixi.Capabilities.Sqlite;

/// <summary>Connections that read, each for one thread at a time. The first ones are used most: each has a cache of its own.</summary>
internal sealed class Readers(string path) : IDisposable
{
    private readonly Connection?[] idle = new Connection?[2 * Environment.ProcessorCount];
    private volatile bool isDisposed;

    /// <summary>Reads with a connection of the pool, or a new one.</summary>
    public T Read<TArguments, T>(Func<Connection, TArguments, T> read, in TArguments arguments)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteDatabase));
        Connection connection = Rent();
        bool isSound = false;
        try
        {
            T result = read(connection, arguments);
            isSound = true;
            return result;
        }
        finally
        {
            if (isSound)
            {
                Return(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        for (int index = 0; index < idle.Length; index++)
        {
            Interlocked.Exchange(ref idle[index], null)?.Dispose();
        }
    }

    private Connection Rent()
    {
        for (int index = 0; index < idle.Length; index++)
        {
            if (idle[index] is not null && Interlocked.Exchange(ref idle[index], null) is { } connection)
            {
                return connection;
            }
        }

        Connection opened = new(path, mayCreate: false);
        opened.Execute("PRAGMA query_only=1");
        return opened;
    }

    private void Return(Connection connection)
    {
        for (int index = 0; index < idle.Length; index++)
        {
            if (idle[index] is null && Interlocked.CompareExchange(ref idle[index], connection, null) is null)
            {
                if (isDisposed)
                {
                    Dispose();
                }

                return;
            }
        }

        connection.Dispose();
    }
}
